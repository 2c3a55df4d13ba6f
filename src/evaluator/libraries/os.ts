import { seen } from '../builtins/path-methods.ts';
import { environmentObject, getOrDefault } from '../state/environment.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { missingBehind, PythonRaise } from '../state/raise.ts';
import { absolutePath, lookAt, namesIn, workingDirectory } from '../state/tree.ts';
import { textArgument } from '../values/arguments.ts';
import { bool, builtin, list, none, str, tuple, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import {
  baseName,
  directoryOf,
  isAbsolute,
  joinText,
  normalPath,
  splitExtension,
} from '../values/posix-paths.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { textOf } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { mergeVariables } from '../values/variables.ts';
import type { Members } from './library.ts';

/** `os`. What asks about the machine is unknown; what changes the disk does nothing. */
export const osModule: Members = (interpreter, name) => {
  switch (name) {
    case 'environ':
    case 'environb':
      return environmentObject(interpreter);
    case 'getenv':
      return builtin('os.getenv', (args) => getOrDefault(interpreter, args));
    case 'path':
      return undefined;
    case 'sep':
      return str('/');
    case 'pathsep':
      return str(':');
    case 'linesep':
      return str('\n');
    case 'curdir':
      return str('.');
    case 'name':
      return str('posix');
    case 'getcwd':
      return builtin('os.getcwd', () => str(workingDirectory(interpreter)));
    case 'makedirs':
    case 'mkdir':
    case 'chmod':
    case 'umask':
    case 'putenv':
    case 'chdir':
      return builtin(`os.${name}`, () => none());
    case 'listdir':
      return builtin('os.listdir', (args) => {
        const path = textArgument(args, 0, 'path') ?? '.';
        if (lookAt(interpreter, path) === 'nothing')
          throw new PythonRaise(
            'FileNotFoundError',
            `[Errno 2] No such file or directory: '${path}'`,
            { at: args.at },
          );
        return list(
          namesIn(interpreter, path).map((one) => str(one)),
          [],
          lookAt(interpreter, path) === 'unknown',
        );
      });
    case 'fspath':
      return builtin('os.fspath', (args) => str(textArgument(args, 0, 'path') ?? ''));
    default:
      return unknown(`it comes from os.${name}`);
  }
};

type Change = (interpreter: Interpreter, text: string, args: CallArguments) => Value;

const ON_PATHS = tableOf<Change>({
  dirname: (_interpreter, text) => str(directoryOf(text)),
  basename: (_interpreter, text) => str(baseName(text)),
  abspath: (interpreter, text) => str(absolutePath(interpreter, text)),
  realpath: (interpreter, text) => str(absolutePath(interpreter, text)),
  normpath: (_interpreter, text) => str(normalPath(text)),
  normcase: (_interpreter, text) => str(text),
  expanduser: (_interpreter, text) =>
    text.startsWith('~') ? unknown('it is in the home folder') : str(text),
  expandvars: (_interpreter, text) =>
    text.includes('$') ? unknown('it is made from environment variables') : str(text),
  split: (_interpreter, text) => tuple([str(directoryOf(text)), str(baseName(text))]),
  splitext: (_interpreter, text) => tuple(splitExtension(text).map((part) => str(part))),
  isabs: (_interpreter, text) => bool(isAbsolute(text)),
  exists: (interpreter, text) =>
    seen(interpreter, str(text) as Value & { value: string }, ['file', 'folder']),
  lexists: (interpreter, text) =>
    seen(interpreter, str(text) as Value & { value: string }, ['file', 'folder']),
  isfile: (interpreter, text) =>
    seen(interpreter, str(text) as Value & { value: string }, ['file']),
  isdir: (interpreter, text) =>
    seen(interpreter, str(text) as Value & { value: string }, ['folder']),
  relpath: (interpreter, text, args) => {
    const start = absolutePath(interpreter, textArgument(args, 1, 'start') ?? '.').split('/');
    const target = absolutePath(interpreter, text).split('/');
    const shared = target.findIndex((part, index) => part !== start[index]);
    const common = shared < 0 ? Math.min(target.length, start.length) : shared;
    return str([...start.slice(common).map(() => '..'), ...target.slice(common)].join('/') || '.');
  },
});

/** `os.path` on a machine like a dyno. */
export const osPathModule: Members = (interpreter, name) => {
  if (name === 'sep') return str('/');
  if (name === 'join') return builtin('os.path.join', (args) => joinArguments(interpreter, args));
  const change = ON_PATHS.get(name);
  if (change === undefined) return unknown(`it comes from os.path.${name}`);
  return builtin(`os.path.${name}`, (args) =>
    mapOptions(interpreter, args.positional[0] ?? args.keywords.get('path') ?? none(), (value) => {
      const text = textOf(value);
      if (value.kind === 'none' || value.kind === 'bool') {
        throw new PythonRaise(
          'TypeError',
          `expected str, bytes or os.PathLike object, not ${typeName(value)}`,
          { at: args.at, ...missingBehind(value) },
        );
      }
      if (text === undefined)
        return unknown(
          value.kind === 'unknown' ? value.because : 'it is a path that is not known',
          value.env,
        );
      const result = change(interpreter, text, args);
      return value.env.length === 0 || result.kind === 'tuple'
        ? result
        : { ...result, env: mergeVariables(result.env, value.env) };
    }),
  );
};

function joinArguments(interpreter: Interpreter, args: CallArguments): Value {
  const either = args.positional.findIndex((part) => part.kind === 'either');
  if (either >= 0) {
    return mapOptions(interpreter, args.positional[either]!, (option) =>
      joinArguments(interpreter, {
        ...args,
        positional: args.positional.map((part, index) => (index === either ? option : part)),
      }),
    );
  }
  const env = mergeVariables(...args.positional.map((part) => part.env));
  const wrong = args.positional.find((part) =>
    ['none', 'int', 'bool', 'list', 'dict'].includes(part.kind),
  );
  if (wrong !== undefined)
    throw new PythonRaise(
      'TypeError',
      `join() argument must be str, bytes, or os.PathLike object, not '${typeName(wrong)}'`,
      { at: args.at, ...missingBehind(wrong) },
    );
  const parts = args.positional.map(textOf);
  const unclear = args.positional.find((part) => part.kind === 'unknown');
  if (parts.includes(undefined))
    return unknown(
      unclear?.kind === 'unknown' ? unclear.because : 'it is a path that is not known',
      env,
    );
  return str(joinText(parts as string[]), env);
}
