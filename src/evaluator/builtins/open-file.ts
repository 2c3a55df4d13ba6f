import type { SourceRange } from '../../python/source-range.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { absolutePath, lookAt, readFile } from '../state/tree.ts';
import { builtin, bytes, list, native, none, str, unknown } from '../values/constructors.ts';
import type { NativeObject, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { spendText } from '../values/work.ts';

type Methods = ReadonlyMap<string, () => Value>;

/**
 * An open file of the tree, read as text. Raises FileNotFoundError for one that is not there. What
 * is written to a file is not kept.
 */
export function openFile(
  interpreter: Interpreter,
  path: string,
  mode: string,
  at: SourceRange,
): Value {
  if (/[wax+]/.test(mode)) {
    interpreter.written.add(absolutePath(interpreter, path));
    return fileObject(path, tableOf({ write: () => none(), writelines: () => none() }));
  }
  const found = lookAt(interpreter, path);
  if (found === 'unknown') {
    interpreter.mayHaveRaised = true;
    return unknown(`it is read from ${path} on the dyno`);
  }
  if (found === 'folder')
    throw new PythonRaise('IsADirectoryError', `[Errno 21] Is a directory: '${path}'`, { at });
  if (found === 'nothing')
    throw new PythonRaise('FileNotFoundError', `[Errno 2] No such file or directory: '${path}'`, {
      at,
    });
  const text = readFile(interpreter, path) ?? '';
  spendText(interpreter, 4 * text.length);
  return readableFile(interpreter, path, text.replace(/\r\n?/g, '\n'), mode.includes('b'));
}

function readableFile(
  interpreter: Interpreter,
  path: string,
  text: string,
  isBinary: boolean,
): Value {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  interpreter.spend(lines.length / 4);
  let next = 0;
  const content = (value: string): Value => {
    spendText(interpreter, value.length);
    return isBinary ? bytes(Buffer.from(value, 'utf8').toString('latin1')) : str(value);
  };
  const contents = (some: readonly string[]): Value[] => {
    interpreter.spend(some.length);
    return some.map(content);
  };
  const methods = tableOf({
    read: () => {
      const rest = lines.slice(next).join('');
      next = lines.length;
      return content(rest);
    },
    readline: () => content(lines[next++] ?? ''),
    readlines: () => list(contents(lines.slice(next))),
  });
  return fileObject(path, methods, () => contents(lines));
}

function fileObject(path: string, methods: Methods, items?: () => Value[]): NativeObject {
  const file: NativeObject = native(`the file ${path}`, {
    attribute: (name) => {
      const method = methods.get(name) ?? (name === 'close' ? () => none() : undefined);
      if (method !== undefined) return builtin(`file.${name}`, method);
      return name === 'name' ? str(path) : undefined;
    },
    enter: () => file,
    exit: () => false,
    items,
  });
  return file;
}
