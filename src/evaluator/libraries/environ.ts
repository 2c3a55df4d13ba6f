import { exceptionClass } from '../builtins/exceptions.ts';
import { environmentObject, isSet, lookUp, missingVariable } from '../state/environment.ts';
import type { Interpreter } from '../state/interpreter.ts';
import type { PythonRaise } from '../state/raise.ts';
import { absolutePath, folderOf, lookAt } from '../state/tree.ts';
import { argument, flag, textArgument } from '../values/arguments.ts';
import { builtin, native, none, path, str, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import { joinText } from '../values/posix-paths.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { textOf } from '../values/text.ts';
import { loadVariables } from './dotenv.ts';
import { type Cast, castText } from './environ-cast.ts';
import { cacheFromUrl, databaseOfEnviron } from './environ-urls.ts';
import { parseJson } from './json.ts';
import type { Members } from './library.ts';
import { urlValue } from './urllib.ts';

/** `django-environ`. Source: version 0.14.0 (read 2026-11-24). */
export const environModule: Members = (interpreter, name) => {
  switch (name) {
    case 'Env':
    case 'FileAwareEnv':
      return native('environ.Env', {
        isType: true,
        call: (args) => envObject(interpreter, args.keywords),
        attribute: (member) =>
          member === 'read_env'
            ? builtin('Env.read_env', (args) => readEnv(interpreter, args))
            : undefined,
      });
    case 'Path':
      return builtin('environ.Path', (args) => {
        const parts = args.positional.map(textOf);
        return parts.includes(undefined)
          ? unknown('it is a path that is not known')
          : path(absolutePath(interpreter, joinText(parts as string[])));
      });
    case 'ImproperlyConfigured':
      return exceptionClass(interpreter, 'ImproperlyConfigured');
    default:
      return undefined;
  }
};

type Scheme = ReadonlyMap<string, Value>;
interface State {
  prefix: string;
}

// Long because it lists the methods of one object.
function envObject(interpreter: Interpreter, scheme: Scheme): Value {
  const state: State = { prefix: '' };
  const get = (args: CallArguments, cast: Cast | undefined): Value =>
    getValue(interpreter, scheme, state, args, cast);
  const methods = tableOf<(args: CallArguments) => Value>({
    str: (args) => get(args, { kind: 'type', name: 'str' }),
    unicode: (args) => get(args, { kind: 'type', name: 'str' }),
    bool: (args) => get(args, { kind: 'type', name: 'bool' }),
    int: (args) => get(args, { kind: 'type', name: 'int' }),
    float: (args) => get(args, { kind: 'type', name: 'float' }),
    list: (args) => get(args, castOf(argument(args, 1, 'cast'), 'list')),
    tuple: (args) => get(args, castOf(argument(args, 1, 'cast'), 'tuple')),
    dict: (args) => get(args, dictCast(argument(args, 1, 'cast'))),
    json: (args) =>
      mapOptions(interpreter, get(withoutCast(args), undefined), (value) =>
        value.kind === 'str' ? parseJson(interpreter, value, args) : value,
      ),
    url: (args) =>
      mapOptions(interpreter, get(withoutCast(args), undefined), (value) =>
        value.kind === 'str' ? urlValue(value.value, value.env) : value,
      ),
    path: (args) =>
      mapOptions(interpreter, get(withoutCast(args), undefined), (value) =>
        textOf(value) === undefined
          ? value
          : path(absolutePath(interpreter, textOf(value)!), value.env),
      ),
    db: (args) =>
      databaseOfEnviron(
        interpreter,
        get(withName(args, 'DATABASE_URL'), undefined),
        argument(args, 2, 'engine'),
      ),
    cache: (args) =>
      cacheFromUrl(
        interpreter,
        get(withName(args, 'CACHE_URL'), undefined),
        argument(args, 2, 'backend'),
        args.at,
      ),
    read_env: (args) => readEnv(interpreter, args),
    get_value: (args) => get(args, undefined),
  });
  const aliases = tableOf({ db_url: 'db', cache_url: 'cache' });
  return native('environ.Env()', {
    call: (args) => get(args, undefined),
    attribute: (name) => {
      const method = methods.get(aliases.get(name) ?? name);
      if (method !== undefined) return builtin(`env.${name}`, method);
      if (name === 'ENVIRON') return environmentObject(interpreter);
      return unknown(`it comes from env.${name}()`);
    },
    setAttribute: (name, value) => {
      if (name === 'prefix') state.prefix = textOf(value) ?? '';
    },
    contains: (key) =>
      key.kind === 'str' && interpreter.here !== undefined
        ? isSet(interpreter, key.value, interpreter.here)
        : unknown('the name of an environment variable is not known'),
  });
}

const withoutCast = (args: CallArguments): CallArguments => ({
  ...args,
  positional: args.positional.slice(0, 2).filter((_, index) => index === 0),
  keywords: withDefault(args),
});

/**
 * The default of `env.json("A", "{}")` is the second argument, where that of a call is the third.
 */
function withDefault(args: CallArguments): ReadonlyMap<string, Value> {
  const [, second] = args.positional;
  return second === undefined ? args.keywords : new Map([...args.keywords, ['default', second]]);
}

function withName(args: CallArguments, name: string): CallArguments {
  const own = withoutCast(args);
  const named =
    own.positional.length > 0 ? own.positional : [args.keywords.get('var') ?? str(name)];
  return { ...own, positional: named };
}

function castOf(given: Value | undefined, container: 'list' | 'tuple'): Cast {
  return given === undefined || given.kind === 'none'
    ? { kind: 'type', name: container }
    : { kind: container, of: given };
}

function dictCast(given: Value | undefined): Cast {
  return given?.kind === 'dict' ? { kind: 'dict', of: given } : { kind: 'type', name: 'dict' };
}

function getValue(
  interpreter: Interpreter,
  scheme: Scheme,
  state: State,
  args: CallArguments,
  own: Cast | undefined,
): Value {
  const name = textArgument(args, 0, 'var');
  if (name === undefined)
    return unknown(
      'the name of an environment variable is not known',
      args.positional[0]?.env ?? [],
    );
  const variable = state.prefix + name;
  const declared = scheme.get(variable);
  const [declaredCast, declaredDefault] = declared?.kind === 'tuple' ? declared.items : [declared];
  // `env("A", default)` passes a cast; `env.bool("A", default)` passes the default.
  const fallback =
    args.keywords.get('default') ??
    (own === undefined
      ? args.positional[2]
      : args.positional[own.kind === 'type' && own.name !== 'list' ? 1 : 2]) ??
    declaredDefault;
  const givenCast = own === undefined ? argument(args, 1, 'cast') : undefined;
  const castValue = givenCast === undefined || givenCast.kind === 'none' ? declaredCast : givenCast;
  const cast = own ?? (castValue === undefined ? castLike(fallback) : asCast(castValue));
  const missing = (): PythonRaise =>
    missingVariable(
      variable,
      args.at,
      'ImproperlyConfigured',
      `Set the ${variable} environment variable`,
    );
  const isGiven = interpreter.environment.map.has(variable);
  const value = lookUp(interpreter, { variable, at: args.at, fallback, missing });
  if (!isGiven)
    return fallback?.kind === 'str' && fallback.value.startsWith('$')
      ? proxied(interpreter, scheme, state, args, own, fallback.value)
      : value;
  return mapOptions(interpreter, value, (text) => {
    if (text.kind !== 'str') return text;
    if (text.value.startsWith('$'))
      return proxied(interpreter, scheme, state, args, own, text.value);
    if (text.value === '' && fallback?.kind === 'none') return none(text.env);
    return cast === undefined ? text : castText(interpreter, text.value, cast, text.env, args);
  });
}

/** A value that starts with `$` names another variable. */
function proxied(
  interpreter: Interpreter,
  scheme: Scheme,
  state: State,
  args: CallArguments,
  own: Cast | undefined,
  value: string,
): Value {
  return getValue(
    interpreter,
    scheme,
    state,
    { ...args, positional: [str(value.replace(/^\$+/, '')), ...args.positional.slice(1)] },
    own,
  );
}

function castLike(fallback: Value | undefined): Cast | undefined {
  if (fallback === undefined || fallback.kind === 'none') return undefined;
  return ['str', 'bool', 'int', 'float', 'list', 'tuple', 'dict'].includes(fallback.kind)
    ? { kind: 'type', name: fallback.kind }
    : undefined;
}

function asCast(value: Value): Cast {
  if (value.kind === 'list' || value.kind === 'tuple')
    return value.items[0] === undefined
      ? { kind: 'type', name: value.kind }
      : { kind: value.kind, of: value.items[0] };
  if (value.kind === 'dict') return { kind: 'dict', of: value };
  if (value.kind === 'native' && value.isType) return { kind: 'type', name: value.name };
  return { kind: 'call', of: value };
}

function readEnv(interpreter: Interpreter, args: CallArguments): Value {
  const given = textArgument(args, 0, 'env_file');
  const file = given ?? `${folderOf(interpreter, args.scope.file)}/.env`;
  if (lookAt(interpreter, file) === 'file')
    loadVariables(interpreter, file, flag(args, 'overwrite', flag(args, 'override', false)));
  return none();
}
