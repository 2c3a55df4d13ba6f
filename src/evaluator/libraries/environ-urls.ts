import type { SourceRange } from '../../python/source-range.ts';
import { PythonRaise } from '../state/raise.ts';
import { bool, dict, int, str, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import type { Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import type { Work } from '../values/work.ts';
import { queryParameters, splitUrl, unquote } from './url-parts.ts';

const SQLITE = 'django.db.backends.sqlite3';
/** Engines by scheme. Source: django-environ 0.14.0 (read 2026-11-24). */
const ENGINES = tableOf({
  postgres: 'django.db.backends.postgresql',
  postgresql: 'django.db.backends.postgresql',
  psql: 'django.db.backends.postgresql',
  pgsql: 'django.db.backends.postgresql',
  postgis: 'django.contrib.gis.db.backends.postgis',
  cockroachdb: 'django_cockroachdb',
  mysql: 'django.db.backends.mysql',
  mysql2: 'django.db.backends.mysql',
  'mysql-connector': 'mysql.connector.django',
  mysqlgis: 'django.contrib.gis.db.backends.mysql',
  mssql: 'mssql',
  oracle: 'django.db.backends.oracle',
  pyodbc: 'sql_server.pyodbc',
  redshift: 'django_redshift_backend',
  spatialite: 'django.contrib.gis.db.backends.spatialite',
  sqlite: SQLITE,
  ldap: 'ldapdb.backends.ldap',
});
const POSTGRES = /^(?:postgres|postgresql|psql|pgsql|postgis)$/;
const TOP_LEVEL = new Set([
  'CONN_MAX_AGE',
  'ATOMIC_REQUESTS',
  'AUTOCOMMIT',
  'DISABLE_SERVER_SIDE_CURSORS',
  'CONN_HEALTH_CHECKS',
]);

/** What `env.db()` makes of a URL. */
export function databaseOfEnviron(work: Work, value: Value, engine: Value | undefined): Value {
  return mapOptions(work, value, (url) => {
    if (url.kind !== 'str')
      return url.kind === 'unknown'
        ? url
        : unknown('it is made from a database URL that is not known', url.env);
    if (url.value === 'sqlite://:memory:')
      return dict(
        [
          ['ENGINE', str(SQLITE)],
          ['NAME', str(':memory:')],
        ],
        url.env,
      );
    const parts = splitUrl(url.value);
    const path = unquote(parts.path.slice(1).replaceAll('+', ' '));
    const isSocket = POSTGRES.test(parts.scheme) && path.startsWith('/');
    const settings = new Map<string, Value>([
      [
        'NAME',
        str(
          isSocket
            ? path.slice(path.lastIndexOf('/') + 1)
            : path === '' && parts.scheme === 'sqlite'
              ? ':memory:'
              : path,
        ),
      ],
      ['USER', str(unquote(parts.username ?? ''))],
      ['PASSWORD', str(unquote(parts.password ?? ''))],
      ['HOST', str(isSocket ? path.slice(0, path.lastIndexOf('/')) : (parts.hostname ?? ''))],
      ['PORT', parts.port === undefined ? str('') : int(parts.port)],
    ]);
    if (parts.query !== '') {
      const options = new Map<string, Value>();
      for (const [name, text] of queryParameters(parts.query)) {
        if (TOP_LEVEL.has(name.toUpperCase())) settings.set(name.toUpperCase(), literal(text));
        else options.set(name, /^\d+$/.test(text) ? int(Number(text)) : str(text));
      }
      settings.set('OPTIONS', dict(options));
    }
    settings.set('ENGINE', engine ?? str(ENGINES.get(parts.scheme) ?? parts.scheme));
    return dict(settings, url.env);
  });
}

function literal(text: string): Value {
  if (/^\d+$/.test(text)) return int(Number(text));
  return text === 'True' || text === 'False' ? bool(text === 'True') : str(text);
}

const REDIS = 'django.core.cache.backends.redis.RedisCache';
const CACHES = tableOf({
  dbcache: 'django.core.cache.backends.db.DatabaseCache',
  dummycache: 'django.core.cache.backends.dummy.DummyCache',
  filecache: 'django.core.cache.backends.filebased.FileBasedCache',
  locmemcache: 'django.core.cache.backends.locmem.LocMemCache',
  memcache: 'django.core.cache.backends.memcached.MemcachedCache',
  pymemcache: 'django.core.cache.backends.memcached.PyMemcacheCache',
  pylibmc: 'django.core.cache.backends.memcached.PyLibMCCache',
  rediscache: REDIS,
  redis: REDIS,
  rediss: REDIS,
});

/**
 * What `env.cache()` makes of a URL. The Redis backend is django-redis where that is installed, so
 * it is not known.
 */
export function cacheFromUrl(
  work: Work,
  value: Value,
  backend: Value | undefined,
  at: SourceRange,
): Value {
  return mapOptions(work, value, (url) => {
    if (url.kind !== 'str')
      return url.kind === 'unknown'
        ? url
        : unknown('it is made from a cache URL that is not known', url.env);
    const parts = splitUrl(url.value);
    const own = CACHES.get(parts.scheme);
    if (own === undefined)
      throw new PythonRaise('ImproperlyConfigured', `Invalid cache schema ${parts.scheme}`, { at });
    if (parts.query !== '') return unknown('it is made from a cache URL with options', url.env);
    const isRedis = own === REDIS;
    const location = isRedis
      ? `${parts.scheme.replace('cache', '')}://${parts.netloc}${parts.path}`
      : parts.scheme === 'filecache'
        ? parts.netloc + parts.path
        : parts.netloc;
    const known =
      isRedis && backend === undefined
        ? unknown('it depends on whether django-redis is installed')
        : str(own);
    return dict(
      [
        ['BACKEND', backend ?? known],
        ['LOCATION', str(location)],
      ],
      url.env,
    );
  });
}
