import { equal } from '../builtins/comparison.ts';
import { exceptionClass } from '../builtins/exceptions.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import { lookUp, missingVariable } from '../state/environment.ts';
import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { folderOf, readFile } from '../state/tree.ts';
import { argument, textArgument } from '../values/arguments.ts';
import { bool, builtin, list, native, none, str, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { strOf, textOf } from '../values/text.ts';
import { spendText, type Work } from '../values/work.ts';
import { findUpwards } from './dotenv.ts';
import type { Members } from './library.ts';

/** `python-decouple`. Source: version 3.8 (read 2026-11-24). */
export const decoupleModule: Members = (interpreter, name) => {
  switch (name) {
    case 'config':
      return configObject(interpreter, undefined);
    case 'AutoConfig':
      return builtin(name, (args) =>
        configObject(interpreter, textArgument(args, 0, 'search_path')),
      );
    case 'Config':
      return builtin(name, (args) => args.positional[0] ?? configObject(interpreter, undefined));
    case 'RepositoryEnv':
    case 'RepositoryIni':
      return builtin(name, (args) => {
        const file = textArgument(args, 0, 'source');
        const text = file === undefined ? undefined : readFile(interpreter, file);
        if (text === undefined)
          throw new PythonRaise(
            'FileNotFoundError',
            `[Errno 2] No such file or directory: '${file ?? ''}'`,
            { at: args.at },
          );
        return configObject(interpreter, undefined, parseRepository(interpreter, text));
      });
    case 'RepositoryEmpty':
      return builtin(name, () => configObject(interpreter, undefined, new Map()));
    case 'Csv':
      return builtin(name, (made) => builtin('Csv()', (args) => splitCsv(interpreter, made, args)));
    case 'Choices':
      return builtin(name, (made) =>
        builtin('Choices()', (args) => chosen(interpreter, made, args)),
      );
    case 'UndefinedValueError':
      return exceptionClass(interpreter, 'UndefinedValueError');
    case 'strtobool':
      return builtin(name, (args) => castBoolean(interpreter, args.positional[0] ?? none(), args));
    default:
      return undefined;
  }
};

function configObject(
  interpreter: Interpreter,
  searchPath: string | undefined,
  given?: ReadonlyMap<string, string>,
): Value {
  const get = (args: CallArguments): Value => {
    const variable = textArgument(args, 0, 'option');
    if (variable === undefined) return unknown('the name of an environment variable is not known');
    const repository =
      given ?? repositoryFor(interpreter, searchPath ?? folderOf(interpreter, args.scope.file));
    const stored = interpreter.environment.map.has(variable) ? undefined : repository.get(variable);
    const fallback = stored === undefined ? argument(args, 1, 'default') : str(stored);
    const missing = (): PythonRaise =>
      missingVariable(
        variable,
        args.at,
        'UndefinedValueError',
        `${variable} not found. Declare it as envvar or define a default value.`,
      );
    const value = lookUp(interpreter, { variable, at: args.at, fallback, missing });
    const cast = argument(args, 2, 'cast');
    if (cast === undefined) return value;
    if (cast.kind === 'native' && cast.name === 'bool')
      return castBoolean(interpreter, value, args);
    return mapOptions(interpreter, value, (option) =>
      option.kind === 'unknown' ? option : interpreter.call(cast, plainCall([option], args)),
    );
  };
  return native('decouple.config', {
    call: get,
    attribute: (name) => (name === 'get' ? builtin('config.get', get) : undefined),
  });
}

function castBoolean(interpreter: Interpreter, value: Value, args: CallArguments): Value {
  return mapOptions(interpreter, value, (option) => {
    if (option.kind === 'unknown') return option;
    const text = strOf(interpreter, option)?.toLowerCase();
    if (text === '') return bool(false, option.env);
    if (text !== undefined && /^(?:y|yes|t|true|on|1)$/.test(text)) return bool(true, option.env);
    if (text !== undefined && /^(?:n|no|f|false|off|0)$/.test(text)) return bool(false, option.env);
    throw new PythonRaise('ValueError', `Invalid truth value: ${text}`, { at: args.at });
  });
}

function repositoryFor(interpreter: Interpreter, folder: string): ReadonlyMap<string, string> {
  const file =
    findUpwards(interpreter, folder, 'settings.ini') ?? findUpwards(interpreter, folder, '.env');
  return file === undefined
    ? new Map()
    : parseRepository(interpreter, readFile(interpreter, file) ?? '');
}

function parseRepository(work: Work, text: string): Map<string, string> {
  spendText(work, 8 * text.length);
  const variables = new Map<string, string>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    const equals = line.indexOf('=');
    const name = line.slice(0, Math.max(equals, 0)).trim();
    if (/^[^#[]/.test(name))
      variables.set(
        name,
        line
          .slice(equals + 1)
          .trim()
          .replace(/^(["'])(.*)\1$/, '$2'),
      );
  }
  return variables;
}

/** The cast value when it is among the choices; ValueError when it surely is not. */
function chosen(interpreter: Interpreter, made: CallArguments, args: CallArguments): Value {
  const cast = argument(made, 1, 'cast');
  const flat = itemsOf(interpreter, argument(made, 0, 'flat') ?? list([]));
  const pairs = itemsOf(interpreter, argument(made, 2, 'choices') ?? list([]));
  const valid = [
    ...(flat?.items ?? []),
    ...(pairs?.items ?? []).flatMap((pair) =>
      pair.kind === 'tuple' ? pair.items.slice(0, 1) : [],
    ),
  ];
  return mapOptions(interpreter, args.positional[0] ?? none(), (value) => {
    const transformed =
      cast === undefined ? value : interpreter.call(cast, plainCall([value], args));
    const isKnown =
      flat?.incomplete === false &&
      pairs?.incomplete === false &&
      valid.every((one) => equal(interpreter, one, transformed) === false);
    if (isKnown) throw new PythonRaise('ValueError', 'Value not in list', { at: args.at });
    return transformed;
  });
}

function splitCsv(interpreter: Interpreter, made: CallArguments, args: CallArguments): Value {
  const cast = argument(made, 0, 'cast');
  const delimiter = textArgument(made, 1, 'delimiter') ?? ',';
  const after = argument(made, 3, 'post_process');
  return mapOptions(interpreter, args.positional[0] ?? none(), (value) => {
    if (value.kind === 'unknown') return value;
    const text = textOf(value);
    const parts =
      text === undefined
        ? []
        : text
            .split(delimiter)
            .map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'))
            .filter((part) => part !== '');
    if (text === undefined && value.kind !== 'none')
      return itemsOf(interpreter, value) === undefined
        ? unknown('it is a list that is not known', value.env)
        : value;
    interpreter.spend(parts.length);
    const items = parts.map((part) =>
      cast === undefined
        ? str(part, value.env)
        : interpreter.call(cast, plainCall([str(part, value.env)], args)),
    );
    const whole = list(items, value.env);
    return after === undefined ? whole : interpreter.call(after, plainCall([whole], args));
  });
}
