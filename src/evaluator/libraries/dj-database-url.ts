import { lookUp } from '../state/environment.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { argument, textArgument } from '../values/arguments.ts';
import { bool, builtin, dict, int, none, str, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import type { CallArguments, Value, Variables } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { truthOf } from '../values/truth.ts';
import type { Members } from './library.ts';
import { queryParameters, splitUrl, unquote } from './url-parts.ts';

const SQLITE = 'django.db.backends.sqlite3';
/** Engines by scheme. Source: dj-database-url 3.1.2 (read 2026-11-24). */
const ENGINES = tableOf({
  postgres: 'django.db.backends.postgresql',
  postgresql: 'django.db.backends.postgresql',
  pgsql: 'django.db.backends.postgresql',
  postgis: 'django.contrib.gis.db.backends.postgis',
  mysql: 'django.db.backends.mysql',
  mysql2: 'django.db.backends.mysql',
  mysqlgis: 'django.contrib.gis.db.backends.mysql',
  'mysql-connector': 'mysql.connector.django',
  mssql: 'sql_server.pyodbc',
  mssqlms: 'mssql',
  spatialite: 'django.contrib.gis.db.backends.spatialite',
  sqlite: SQLITE,
  oracle: 'django.db.backends.oracle',
  oraclegis: 'django.contrib.gis.db.backends.oracle',
  redshift: 'django_redshift_backend',
  cockroach: 'django_cockroachdb',
  timescale: 'timescale.db.backends.postgresql',
  timescalegis: 'timescale.db.backends.postgis',
});

/** `dj_database_url`. */
export const databaseUrlModule: Members = (interpreter, name) => {
  if (name === 'config')
    return builtin('dj_database_url.config', (args) => configure(interpreter, args));
  if (name === 'parse')
    return builtin('dj_database_url.parse', (args) =>
      databaseFromUrl(
        interpreter,
        args.positional[0] ?? args.keywords.get('url') ?? none(),
        args,
        1,
      ),
    );
  if (name === 'DEFAULT_ENV') return str('DATABASE_URL');
  return undefined;
};

/** `dj_database_url.config(env, default, engine, …)`: an empty dict when there is no URL. */
export function configure(interpreter: Interpreter, args: CallArguments): Value {
  const variable = textArgument(args, 0, 'env') ?? 'DATABASE_URL';
  const fallback = argument(args, 1, 'default');
  const url = lookUp(interpreter, {
    variable,
    at: args.at,
    fallback: fallback ?? none(),
    implicit: fallback === undefined,
  });
  return databaseFromUrl(interpreter, url, args, 2);
}

/** The dict for a URL; `options` is the position of the first argument after the URL. */
export function databaseFromUrl(
  interpreter: Interpreter,
  value: Value,
  args: CallArguments,
  options: number,
): Value {
  return mapOptions(interpreter, value, (url) => {
    if (url.kind === 'unknown') return unknown(url.because, url.env);
    if (url.kind !== 'str' && url.kind !== 'path') return dict([], url.env);
    return url.value === '' ? dict([], url.env) : parseUrl(url.value, url.env, args, options);
  });
}

function parseUrl(url: string, env: Variables, args: CallArguments, first: number): Value {
  if (url === 'sqlite://:memory:')
    return dict(
      [
        ['ENGINE', str(SQLITE)],
        ['NAME', str(':memory:')],
      ],
      env,
    );
  const parts = splitUrl(url);
  const engine = ENGINES.get(parts.scheme);
  if (engine === undefined)
    throw new PythonRaise('ValueError', `Scheme '${parts.scheme}://' is unknown.`, { at: args.at });
  const path = unquote(parts.path.slice(1));
  const settings = new Map<string, Value>([
    ['ENGINE', str(engine)],
    ['USER', str(unquote(parts.username ?? ''))],
    ['PASSWORD', str(unquote(parts.password ?? ''))],
    ['HOST', str(unquote(parts.hostname ?? ''))],
    ['PORT', parts.port === undefined ? str('') : int(parts.port)],
    ['NAME', str(path === '' && parts.scheme === 'sqlite' ? ':memory:' : path)],
  ]);
  const options = new Map(
    queryParameters(parts.query).map(([name, value]) => [name, optionOf(value)] as const),
  );
  const schema = options.get('currentSchema');
  if (schema?.kind === 'str' && engine.includes('postg')) {
    options.delete('currentSchema');
    options.set('options', str(`-c search_path=${schema.value}`));
  }
  settings.set('CONN_MAX_AGE', argument(args, first + 1, 'conn_max_age') ?? int(0));
  settings.set(
    'CONN_HEALTH_CHECKS',
    argument(args, first + 2, 'conn_health_checks') ?? bool(false),
  );
  settings.set(
    'DISABLE_SERVER_SIDE_CURSORS',
    argument(args, first + 3, 'disable_server_side_cursors') ?? bool(false),
  );
  const given = argument(args, first, 'engine');
  if (given !== undefined && truthOf(given) !== false) settings.set('ENGINE', given);
  const ssl = argument(args, first + 4, 'ssl_require');
  const ssled = ssl === undefined ? false : truthOf(ssl);
  if (ssled === true) options.set('sslmode', str('require'));
  if (ssled === undefined)
    settings.set('OPTIONS', unknown('it depends on whether TLS is required', ssl?.env ?? []));
  else if (options.size > 0) settings.set('OPTIONS', dict(options));
  const test = argument(args, first + 5, 'test_options');
  if (test !== undefined && truthOf(test) !== false) settings.set('TEST', test);
  return dict(settings, env);
}

function optionOf(value: string): Value {
  if (/^\d+$/.test(value)) return int(Number(value));
  return /^(?:true|false)$/i.test(value) ? bool(value.toLowerCase() === 'true') : str(value);
}
