import type { FileTree } from '../../python/file-tree.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import type { Expression } from '../../python/nodes.ts';
import { parseFile } from '../../python/parse-file.ts';
import { dottedName, walk } from '../../python/walk.ts';

/**
 * A manage.py and the files of the project that it runs or imports, such as `mysite/__main__.py`
 * through runpy: what it does about Django may stand in them.
 */
export function manageScripts(files: FileTree, managePath: string): string[] {
  const parsed = parseFile(files, managePath);
  if (!parsed?.ok) return [managePath];
  const prefix = folderPrefix(managePath.slice(0, Math.max(managePath.lastIndexOf('/'), 0)));
  const found = [...walk(parsed.source.module)].flatMap((node) => {
    if (node.kind === 'Import') return node.names.flatMap(({ name }) => filesOf(name, false));
    if (node.kind === 'ImportFrom' && node.level === 0 && node.module !== null)
      return [node.module, ...node.names.map(({ name }) => `${node.module}.${name}`)].flatMap(
        (name) => filesOf(name, false),
      );
    return node.kind === 'Call' ? runBy(node) : [];
  });
  return [...new Set([managePath, ...found.filter((path) => files.has(path))])];

  function filesOf(module: string, isRun: boolean): string[] {
    const path = `${prefix}${module.replaceAll('.', '/')}`;
    return [...(isRun ? [`${path}/__main__.py`] : []), `${path}.py`, `${path}/__init__.py`];
  }

  /** `runpy.run_module("mysite")` and `runpy.run_path("mysite/cli.py")`. */
  function runBy({ func, args }: Extract<Expression, { kind: 'Call' }>): string[] {
    const name = dottedName(func)?.split('.').at(-1);
    const [first] = args;
    if (first?.kind !== 'Constant' || typeof first.value !== 'string') return [];
    if (name === 'run_module') return filesOf(first.value, true);
    return name === 'run_path' ? [`${prefix}${first.value}`] : [];
  }
}

/** True when a file that `manage.py` starts speaks of Django or of settings. */
export function startsDjango(files: FileTree, managePath: string): boolean {
  return manageScripts(files, managePath).some((path) =>
    /django|settings/i.test(files.text(path) ?? ''),
  );
}
