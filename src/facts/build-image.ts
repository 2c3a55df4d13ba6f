/** A library with headers that packages of Python compile against. */
export interface HeaderPackage {
  /** What a compiler or a build script says when it is missing. */
  readonly asked: RegExp;
  /** Name in Debian and Ubuntu. */
  readonly debian: string;
  /** True when Heroku's build image has it, so that only this machine lacks it. */
  readonly onHeroku: boolean;
  /** What to use instead of compiling; undefined where there is nothing. */
  readonly instead?: string;
}

/**
 * Libraries by what is said when their headers are missing. Source: heroku/base-images,
 * heroku-24-build/setup.sh at 018ddfa; read 2026-11-30.
 */
export const HEADER_PACKAGES: readonly HeaderPackage[] = [
  {
    asked: /pg_config|libpq-fe\.h/,
    debian: 'libpq-dev',
    onHeroku: true,
    instead: 'psycopg[binary], or psycopg2-binary',
  },
  { asked: /mysql\.h|mysql_config|pkg-config name/, debian: 'libmysqlclient-dev', onHeroku: true },
  { asked: /lber\.h|ldap\.h|sasl\.h/, debian: 'libldap-dev', onHeroku: true },
  { asked: /libmemcached/, debian: 'libmemcached-dev', onHeroku: true },
  { asked: /libxml\/|libxml2|libxslt/, debian: 'libxslt-dev', onHeroku: true },
  { asked: /ffi\.h/, debian: 'libffi-dev', onHeroku: true },
  { asked: /openssl\//, debian: 'libssl-dev', onHeroku: true },
  { asked: /jpeglib\.h|\bjpeg\b/, debian: 'libjpeg-dev', onHeroku: true },
  { asked: /cairo/, debian: 'libcairo2-dev', onHeroku: true },
  { asked: /curl-config|curl\/curl\.h/, debian: 'libcurl4-openssl-dev', onHeroku: true },
  { asked: /magic\.h/, debian: 'libmagic-dev', onHeroku: true },
  { asked: /krb5-config|gssapi/, debian: 'libkrb5-dev', onHeroku: true },
  { asked: /yaml\.h/, debian: 'libyaml-dev', onHeroku: true },
  { asked: /sodium\.h/, debian: 'libsodium-dev', onHeroku: true },
  { asked: /unicode\/|icu-config|icu-i18n/, debian: 'libicu-dev', onHeroku: true },
  {
    asked: /sqlite3\.h/,
    debian: 'libsqlite3-dev',
    onHeroku: false,
    instead: 'the sqlite3 of Python',
  },
  { asked: /graphviz\//, debian: 'libgraphviz-dev', onHeroku: false },
  { asked: /gdal-config|gdal\.h/, debian: 'libgdal-dev', onHeroku: false },
  { asked: /sql\.h/, debian: 'unixodbc-dev', onHeroku: false },
  { asked: /portaudio\.h/, debian: 'portaudio19-dev', onHeroku: false },
];
