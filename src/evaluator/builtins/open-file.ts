import type { SourceRange } from '../../python/source-range.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { absolutePath, lookAt, readFile } from '../state/tree.ts';
import { builtin, list, native, none, str, unknown } from '../values/constructors.ts';
import type { NativeObject, Value } from '../values/python-value.ts';

/**
 * An open file of the tree, read as text. Raises FileNotFoundError for one that is not there; what
 * is written goes nowhere.
 */
export function openFile(
  interpreter: Interpreter,
  path: string,
  mode: string,
  at: SourceRange,
): Value {
  if (/[wax+]/.test(mode)) {
    interpreter.written.add(absolutePath(interpreter, path));
    return fileObject(path, { write: () => none(), writelines: () => none() });
  }
  const there = lookAt(interpreter, path);
  if (there === 'unknown') {
    interpreter.mayHaveRaised = true;
    return unknown(`it is read from ${path} on the dyno`);
  }
  if (there === 'folder')
    throw new PythonRaise('IsADirectoryError', `[Errno 21] Is a directory: '${path}'`, { at });
  if (there === 'nothing')
    throw new PythonRaise('FileNotFoundError', `[Errno 2] No such file or directory: '${path}'`, {
      at,
    });
  const text = readFile(interpreter, path)!.replace(/\r\n?/g, '\n');
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let next = 0;
  const content = (value: string): Value =>
    mode.includes('b')
      ? {
          kind: 'bytes',
          value: Buffer.from(value, 'utf8').toString('latin1'),
          env: [],
          at: undefined,
        }
      : str(value);
  return fileObject(
    path,
    {
      read: () => {
        const rest = lines.slice(next).join('');
        next = lines.length;
        return content(rest);
      },
      readline: () => content(lines[next++] ?? ''),
      readlines: () => list(lines.slice(next).map(content)),
    },
    () => lines.map(content),
  );
}

function fileObject(
  path: string,
  methods: Readonly<Record<string, () => Value>>,
  items?: () => Value[],
): NativeObject {
  const file: NativeObject = native(`the file ${path}`, {
    attribute: (name) => {
      const method = methods[name] ?? (name === 'close' ? () => none() : undefined);
      if (method !== undefined) return builtin(`file.${name}`, method);
      return name === 'name' ? str(path) : undefined;
    },
    enter: () => file,
    exit: () => false,
    items,
  });
  return file;
}
