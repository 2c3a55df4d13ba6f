import { joinPaths } from '../values/posix-paths.ts';
import { textOf } from '../values/text.ts';
import type { Interpreter } from './interpreter.ts';
import { lookAt, treePath } from './tree.ts';

interface Found {
  /** Undefined for a folder without `__init__.py`. */
  readonly file: string | undefined;
  readonly isPackage: boolean;
}

/** Where a dotted module stands in the tree, looked up along `sys.path`. */
export function findModule(interpreter: Interpreter, name: string): Found | undefined {
  const relative = name.replaceAll('.', '/');
  for (const base of interpreter.searchPath.items) {
    const folder = textOf(base);
    const path =
      folder === undefined ? undefined : treePath(interpreter, joinPaths([folder, relative]));
    if (path === undefined) continue;
    if (interpreter.files.has(`${path}/__init__.py`))
      return { file: `${path}/__init__.py`, isPackage: true };
    if (interpreter.files.has(`${path}.py`)) return { file: `${path}.py`, isPackage: false };
    if (lookAt(interpreter, joinPaths([folder!, relative])) === 'folder')
      return { file: undefined, isPackage: true };
  }
  return undefined;
}
