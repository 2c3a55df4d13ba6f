/** A buildpack that made a requirements.txt before heroku/python could read the lock file. */
export interface ExportBuildpack {
  readonly manager: 'Poetry' | 'uv' | 'Pipenv';
  readonly lock: string;
  /** Matches how app.json may write it, whoever forked it. */
  readonly pattern: RegExp;
}

/**
 * Buildpacks that write requirements.txt. Sources: moneymeets/python-poetry-buildpack and
 * dropseed/heroku-buildpack-uv, bin/compile; heroku-buildpack-python pull request 1682; read
 * 2026-11-30.
 */
export const EXPORT_BUILDPACKS: readonly ExportBuildpack[] = [
  { manager: 'Poetry', lock: 'poetry.lock', pattern: /poetry/i },
  {
    manager: 'uv',
    lock: 'uv.lock',
    pattern: /(^|[/-])uv(-buildpack)?(\.git)?(#.*)?$|buildpack-uv/i,
  },
  { manager: 'Pipenv', lock: 'Pipfile.lock', pattern: /pipenv/i },
];

/** True for Heroku's Python buildpack, by its name, its archive or its repository. */
export function isPythonBuildpack(buildpack: string): boolean {
  return (
    /^(heroku\/python|urn:buildpack:heroku\/python)$/i.test(buildpack) ||
    /\/heroku-buildpack-python(\.git)?(#.*)?$/i.test(buildpack) ||
    /buildpack-registry\.s3.*\/heroku\/python\.tgz$/i.test(buildpack)
  );
}

/** True for Heroku's Node.js buildpack. */
export function isNodeBuildpack(buildpack: string): boolean {
  return /^heroku\/nodejs$|\/heroku-buildpack-nodejs(\.git)?(#.*)?$|\/nodejs\.tgz$/i.test(
    buildpack,
  );
}

/** True for the buildpack that installs GDAL, GEOS and PROJ. */
export function isGeoBuildpack(buildpack: string): boolean {
  return /geo-buildpack|buildpack-geo|buildpack-gdal/i.test(buildpack);
}

/** True for the buildpack that installs Debian packages from an Aptfile. */
export function isAptBuildpack(buildpack: string): boolean {
  return /(^|[/-])apt(\.git)?(#.*)?$|buildpack-apt/i.test(buildpack);
}

/** True for the buildpack that installs the locales of a `.locales` file. */
export function isLocaleBuildpack(buildpack: string): boolean {
  return /locale/i.test(buildpack);
}

/**
 * Locales that the stack has, in small letters without punctuation. Source: heroku/base-images,
 * heroku-24/setup.sh; read 2026-11-30.
 */
export const STACK_LOCALES: ReadonlySet<string> = new Set([
  '',
  'c',
  'posix',
  'cutf8',
  'enus',
  'enusutf8',
]);
