import { equal } from '../builtins/comparison.ts';
import { isSet, lookUp } from '../state/environment.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { flag } from '../values/arguments.ts';
import {
  bool,
  builtin,
  collection,
  dict,
  int,
  list,
  none,
  str,
  unknown,
  writtenAt,
} from '../values/constructors.ts';
import { joinText } from '../values/posix-paths.ts';
import type { CallArguments, Scope, Value } from '../values/python-value.ts';
import { textOf } from '../values/text.ts';
import { withVariables } from '../values/variables.ts';
import { databaseFromUrl } from './dj-database-url.ts';
import type { Members } from './library.ts';

const WHITENOISE = 'whitenoise.middleware.WhiteNoiseMiddleware';
const SECURITY = 'django.middleware.security.SecurityMiddleware';

/**
 * `django_heroku.settings(locals())` and its successor. Source: django-heroku 0.3.1 and
 * django-on-heroku 1.1.2 (read 2026-11-24).
 */
export const djangoHerokuModule: Members = (interpreter, name) =>
  name === 'settings'
    ? builtin('django_heroku.settings', (args) => applySettings(interpreter, args))
    : undefined;

function applySettings(interpreter: Interpreter, args: CallArguments): Value {
  const [config] = args.positional;
  if (config?.kind !== 'namespace') return none();
  const { scope } = config;
  const isSuccessor = scope.globals.variables.has('django_on_heroku');
  const set = (name: string, value: Value): void =>
    interpreter.setItem(config, str(name), writtenAt(value, args.at), args.at);
  if (flag(args, 'databases', true)) setDatabase(interpreter, scope, args, set);
  if (flag(args, 'staticfiles', true)) setStaticFiles(interpreter, scope, args, set, isSuccessor);
  if (flag(args, 'allowed_hosts', true)) set('ALLOWED_HOSTS', list([writtenAt(str('*'), args.at)]));
  if (flag(args, 'logging', true)) set('LOGGING', logging());
  if (flag(args, 'secret_key', true)) setSecretKey(interpreter, scope, args, set);
  return none();
}

type Set = (name: string, value: Value) => void;

function setDatabase(interpreter: Interpreter, scope: Scope, args: CallArguments, set: Set): void {
  if (!scope.variables.has('DATABASES')) set('DATABASES', dict([['default', none()]]));
  const databases = scope.variables.get('DATABASES')?.value;
  const given = isSet(interpreter, 'DATABASE_URL', args.at);
  if (given.kind === 'bool' && !given.value) return;
  const url = lookUp(interpreter, {
    variable: 'DATABASE_URL',
    at: args.at,
    fallback: none(),
    implicit: true,
  });
  const ssl = args.keywords.get('db_ssl_required') ?? bool(true);
  const database = databaseFromUrl(
    interpreter,
    url,
    {
      ...args,
      positional: [],
      keywords: new Map([
        ['conn_max_age', scope.variables.get('CONN_MAX_AGE')?.value ?? int(600)],
        ['ssl_require', ssl],
      ]),
    },
    90,
  );
  if (databases !== undefined) interpreter.setItem(databases, str('default'), database, args.at);
}

function setStaticFiles(
  interpreter: Interpreter,
  scope: Scope,
  args: CallArguments,
  set: Set,
  isSuccessor: boolean,
): void {
  const base = scope.variables.get('BASE_DIR')?.value;
  if (base === undefined && scope.incomplete === undefined)
    throw new PythonRaise('KeyError', "'BASE_DIR'", { at: args.at });
  const folder = textOf(base);
  set(
    'STATIC_ROOT',
    folder === undefined
      ? unknown('it is made from BASE_DIR')
      : str(joinText([folder, 'staticfiles'])),
  );
  set('STATIC_URL', str('/static/'));
  const name = scope.variables.has('MIDDLEWARE_CLASSES') ? 'MIDDLEWARE_CLASSES' : 'MIDDLEWARE';
  const before = scope.variables.get(name)?.value;
  if (before === undefined && scope.incomplete === undefined)
    throw new PythonRaise('KeyError', "'MIDDLEWARE'", { at: args.at });
  const items = before?.kind === 'list' || before?.kind === 'tuple' ? before : undefined;
  const at = isSuccessor
    ? (items?.items.findIndex((item) => equal(interpreter, item, str(SECURITY)) === true) ?? -1) + 1
    : 0;
  const own = [...(items?.items ?? [])];
  own.splice(at, 0, writtenAt(str(WHITENOISE), args.at));
  set(name, collection('tuple', own, [], items === undefined || items.incomplete));
  set('STATICFILES_STORAGE', str('whitenoise.storage.CompressedManifestStaticFilesStorage'));
}

function setSecretKey(interpreter: Interpreter, scope: Scope, args: CallArguments, set: Set): void {
  const given = isSet(interpreter, 'SECRET_KEY', args.at);
  if (given.kind === 'bool' && given.value)
    set(
      'SECRET_KEY',
      lookUp(interpreter, { variable: 'SECRET_KEY', at: args.at, fallback: none() }),
    );
  else if (given.kind !== 'bool') {
    const before = scope.variables.get('SECRET_KEY')?.value;
    set(
      'SECRET_KEY',
      before === undefined
        ? unknown('it depends on the environment variable SECRET_KEY', ['SECRET_KEY'])
        : withVariables(before, ['SECRET_KEY']),
    );
  }
}

function logging(): Value {
  const texts = (entries: readonly (readonly [string, string])[]): Value =>
    dict(entries.map(([key, value]) => [key, str(value)] as const));
  return dict([
    ['version', int(1)],
    ['disable_existing_loggers', bool(false)],
    [
      'formatters',
      dict([
        [
          'verbose',
          texts([
            [
              'format',
              '%(asctime)s [%(process)d] [%(levelname)s] pathname=%(pathname)s lineno=%(lineno)s funcname=%(funcName)s %(message)s',
            ],
            ['datefmt', '%Y-%m-%d %H:%M:%S'],
          ]),
        ],
        ['simple', texts([['format', '%(levelname)s %(message)s']])],
      ]),
    ],
    [
      'handlers',
      dict([
        [
          'null',
          texts([
            ['level', 'DEBUG'],
            ['class', 'logging.NullHandler'],
          ]),
        ],
        [
          'console',
          texts([
            ['level', 'DEBUG'],
            ['class', 'logging.StreamHandler'],
            ['formatter', 'verbose'],
          ]),
        ],
      ]),
    ],
    [
      'loggers',
      dict([
        [
          'testlogger',
          dict([
            ['handlers', list([str('console')])],
            ['level', str('INFO')],
          ]),
        ],
      ]),
    ],
  ]);
}
