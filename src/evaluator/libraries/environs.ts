import { exceptionClass } from '../builtins/exceptions.ts';
import { wholeNumber } from '../builtins/operators.ts';
import { lookUp, missingVariable } from '../state/environment.ts';
import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { folderOf, lookAt } from '../state/tree.ts';
import { argument, flag, textArgument } from '../values/arguments.ts';
import {
  bool,
  builtin,
  dict,
  float,
  list,
  native,
  none,
  path,
  str,
  unknown,
} from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { textOf } from '../values/text.ts';
import { spendText } from '../values/work.ts';
import { configure, databaseFromUrl } from './dj-database-url.ts';
import { findUpwards, loadVariables } from './dotenv.ts';
import { parseJson } from './json.ts';
import type { Members } from './library.ts';
import { urlValue } from './urllib.ts';

/** `environs`. Source: version 15.2.0 (read 2026-11-24). */
export const environsModule: Members = (interpreter, name) => {
  switch (name) {
    case 'Env':
    case 'FileAwareEnv':
      return builtin('environs.Env', () => envObject(interpreter));
    case 'env':
      return envObject(interpreter);
    case 'EnvError':
    case 'EnvValidationError':
      return exceptionClass(interpreter, name);
    default:
      return undefined;
  }
};

type Parser = (interpreter: Interpreter, text: string, args: CallArguments, value: Value) => Value;

const TRUE = /^(?:t|true|on|y|yes|1)$/i;
const FALSE = /^(?:f|false|off|n|no|0)$/i;

const PARSERS = tableOf<Parser>({
  str: (_interpreter, text, _args, value) => str(text, value.env),
  bool: (_interpreter, text, args, value) => {
    if (!TRUE.test(text) && !FALSE.test(text))
      throw new PythonRaise('EnvValidationError', 'Not a valid boolean.', { at: args.at });
    return bool(TRUE.test(text), value.env);
  },
  int: (_interpreter, text, args, value) => {
    if (!/^\s*[+-]?\d+\s*$/.test(text))
      throw new PythonRaise('EnvValidationError', 'Not a valid integer.', { at: args.at });
    return wholeNumber(Number(text), value.env);
  },
  float: (_interpreter, text, _args, value) => float(Number(text), value.env),
  decimal: (_interpreter, text, _args, value) => float(Number(text), value.env),
  list: (interpreter, text, args, value) => {
    const parts = text === '' ? [] : text.split(textArgument(args, 9, 'delimiter') ?? ',');
    const cast = argument(args, 9, 'subcast');
    return list(
      parts.map((part) =>
        cast === undefined
          ? str(part, value.env)
          : interpreter.call(cast, plainCall([str(part, value.env)], args)),
      ),
      value.env,
    );
  },
  dict: (_interpreter, text, _args, value) =>
    dict(
      text
        .split(',')
        .filter(Boolean)
        .map(
          (pair) =>
            [
              pair.split('=')[0]!.trim(),
              str(pair.slice(pair.indexOf('=') + 1).trim(), value.env),
            ] as const,
        ),
      value.env,
    ),
  json: (interpreter, _text, args, value) => parseJson(interpreter, value, args),
  path: (_interpreter, text, _args, value) => path(text, value.env),
  url: (_interpreter, text, _args, value) => urlValue(text, value.env),
  dj_db_url: (interpreter, _text, args, value) =>
    databaseFromUrl(interpreter, value, { ...args, positional: [] }, 90),
});

function envObject(interpreter: Interpreter): Value {
  /** What stands before every name, as long as a `with env.prefixed()` runs. */
  let prefix = '';
  const get = (args: CallArguments, parser: Parser | undefined): Value => {
    const name = textArgument(args, 0, 'name');
    if (name === undefined) return unknown('the name of an environment variable is not known');
    const variable = prefix + name;
    const fallback = argument(args, 1, 'default');
    const missing = (): PythonRaise =>
      missingVariable(variable, args.at, 'EnvError', `Environment variable "${variable}" not set`);
    const isGiven = interpreter.environment.map.has(variable);
    const value = lookUp(interpreter, { variable, at: args.at, fallback, missing });
    if (!isGiven && parser !== PARSERS.get('dj_db_url')) return value;
    return mapOptions(interpreter, value, (option) => {
      const text = textOf(option);
      spendText(interpreter, 16 * (text?.length ?? 0));
      return text === undefined || parser === undefined
        ? option
        : parser(interpreter, text, args, option);
    });
  };
  const prefixed = (args: CallArguments): Value => {
    const added = textArgument(args, 0, 'prefix') ?? '';
    let outer = '';
    return native('env.prefixed()', {
      enter: () => {
        outer = prefix;
        prefix += added;
        return own;
      },
      exit: () => {
        prefix = outer;
        return false;
      },
    });
  };
  const own: Value = native('environs.Env()', {
    call: (args) => get(args, undefined),
    attribute: (name) => {
      const parser = PARSERS.get(name);
      if (parser !== undefined) return builtin(`env.${name}`, (args) => get(args, parser));
      if (name === 'read_env') return builtin('env.read_env', (args) => readEnv(interpreter, args));
      if (name === 'prefixed') return builtin('env.prefixed', prefixed);
      if (name === 'seal') return builtin('env.seal', () => none());
      if (name === 'dj_database_url') return builtin(name, (args) => configure(interpreter, args));
      return builtin(`env.${name}`, (args) => {
        get(args, undefined);
        return unknown(`it comes from env.${name}()`, [
          prefix + (textArgument(args, 0, 'name') ?? ''),
        ]);
      });
    },
  });
  return own;
}

function readEnv(interpreter: Interpreter, args: CallArguments): Value {
  const given = textArgument(args, 0, 'path');
  const file =
    given === undefined
      ? findUpwards(interpreter, folderOf(interpreter, args.scope.file), '.env')
      : lookAt(interpreter, given) === 'file'
        ? given
        : undefined;
  if (file !== undefined) loadVariables(interpreter, file, flag(args, 'override', false));
  return bool(file !== undefined);
}
