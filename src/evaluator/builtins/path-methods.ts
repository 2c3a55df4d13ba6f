import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { absolutePath, lookAt, namesIn } from '../state/tree.ts';
import { textArgument } from '../values/arguments.ts';
import {
  bool,
  builtin,
  collection,
  list,
  none,
  path,
  str,
  unknown,
} from '../values/constructors.ts';
import {
  baseName,
  directoryOf,
  isAbsolute,
  joinPaths,
  parentOf,
  pathlibText,
  splitExtension,
} from '../values/posix-paths.ts';
import type { CallArguments, PathValue, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { textOf } from '../values/text.ts';
import { spendText } from '../values/work.ts';
import { openFile } from './open-file.ts';

/** A field or method of a pathlib path; undefined when it has none of that name. */
export function pathAttribute(
  interpreter: Interpreter,
  value: PathValue,
  name: string,
): Value | undefined {
  const { value: text, env } = value;
  spendText(interpreter, 4 * text.length);
  switch (name) {
    case 'parent':
      return path(parentOf(text), env);
    case 'parents':
      return collection(
        'tuple',
        parentsOf(text).map((one) => path(one, env)),
        env,
      );
    case 'name':
      return str(baseName(text), env);
    case 'stem':
      return str(splitExtension(baseName(text))[0], env);
    case 'suffix':
      return str(splitExtension(baseName(text))[1], env);
    case 'parts':
      return collection(
        'tuple',
        text.split('/').map((part, index) => str(index === 0 && part === '' ? '/' : part, env)),
        env,
      );
    case 'root':
      return str(text, env);
    case 'anchor':
      return str(isAbsolute(text) ? '/' : '', env);
    default: {
      const method = METHODS.get(name);
      return method === undefined
        ? undefined
        : builtin(`Path.${name}`, (args) => method(interpreter, value, args));
    }
  }
}

function parentsOf(text: string): string[] {
  const parents: string[] = [];
  for (let at = text; parentOf(at) !== at && parents.length < 30; ) {
    at = parentOf(at);
    parents.push(at);
  }
  return parents;
}

type Method = (interpreter: Interpreter, value: PathValue, args: CallArguments) => Value;

const METHODS = tableOf<Method>({
  resolve: (interpreter, value) => path(absolutePath(interpreter, value.value), value.env),
  absolute: (interpreter, value) =>
    path(
      isAbsolute(value.value)
        ? value.value
        : joinPaths([absolutePath(interpreter, '.'), value.value]),
      value.env,
    ),
  joinpath: (_interpreter, value, args) => {
    const parts = args.positional.map((part) =>
      part.kind === 'str' || part.kind === 'path' ? part.value : undefined,
    );
    if (parts.includes(undefined))
      return unknown('it is a path that is not fully known', value.env);
    return path(joinPaths([value.value, ...(parts as string[])]), value.env);
  },
  path: (interpreter, value, args) =>
    path(
      absolutePath(
        interpreter,
        joinPaths([value.value, ...args.positional.map((part) => textOf(part) ?? '')]),
      ),
      value.env,
    ),
  as_posix: (_interpreter, value) => str(value.value, value.env),
  expanduser: (_interpreter, value) =>
    value.value.startsWith('~') ? unknown('it is in the home folder', value.env) : value,
  with_name: (_interpreter, value, args) =>
    path(joinPaths([directoryOf(value.value), textArgument(args, 0, 'name') ?? '']), value.env),
  with_suffix: (_interpreter, value, args) =>
    path(splitExtension(value.value)[0] + (textArgument(args, 0, 'suffix') ?? ''), value.env),
  relative_to: (_interpreter, value, args) => {
    const base = pathlibText(textArgument(args, 0, 'other') ?? '');
    if (value.value === base) return path('.', value.env);
    if (!value.value.startsWith(`${base}/`))
      throw new PythonRaise('ValueError', 'the path is not below the other', { at: args.at });
    return path(value.value.slice(base.length + 1), value.env);
  },
  is_absolute: (_interpreter, value) => bool(isAbsolute(value.value), value.env),
  exists: (interpreter, value) => seen(interpreter, value, ['file', 'folder']),
  is_file: (interpreter, value) => seen(interpreter, value, ['file']),
  is_dir: (interpreter, value) => seen(interpreter, value, ['folder']),
  is_symlink: (_interpreter, value) => bool(false, value.env),
  mkdir: () => none(),
  unlink: () => none(),
  chmod: () => none(),
  touch: writeTo,
  write_text: writeTo,
  write_bytes: writeTo,
  iterdir: (interpreter, value) =>
    list(
      namesIn(interpreter, value.value).map((name) =>
        path(joinPaths([value.value, name]), value.env),
      ),
      value.env,
    ),
  glob: (_interpreter, value) => list([], value.env, true),
  rglob: (_interpreter, value) => list([], value.env, true),
  open: (interpreter, value, args) =>
    openFile(interpreter, value.value, textArgument(args, 0, 'mode') ?? 'r', args.at),
  read_text: (interpreter, value, args) =>
    interpreter.call(
      interpreter.attribute(openFile(interpreter, value.value, 'r', args.at), 'read', args.at),
      {
        ...args,
        positional: [],
      },
    ),
  read_bytes: () => unknown('it is read from a file as bytes'),
});

function writeTo(interpreter: Interpreter, value: PathValue): Value {
  interpreter.written.add(absolutePath(interpreter, value.value));
  return none();
}

/** Whether a path is one of some kinds of thing, as far as the tree tells. */
export function seen(
  interpreter: Interpreter,
  value: Value & { readonly value: string },
  kinds: readonly string[],
): Value {
  const there = lookAt(interpreter, value.value);
  return there === 'unknown'
    ? unknown(`it depends on ${value.value} on the dyno`, value.env)
    : bool(kinds.includes(there), value.env);
}
