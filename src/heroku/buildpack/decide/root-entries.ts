import type { FileTree } from '../../../python/file-tree.ts';

/** True when the path is a file of the tree, or a folder that holds one. */
export function existsInTree(files: FileTree, path: string): boolean {
  return files.has(path) || isFolder(files, path);
}

/** True when the path is a folder of the tree; git knows no empty ones. */
export function isFolder(files: FileTree, path: string): boolean {
  return files.paths.some((one) => one.startsWith(`${path}/`));
}

/** True when Python would find a module of that name from the app's root: a file, or any folder. */
export function isModule(files: FileTree, name: string): boolean {
  return files.has(`${name}.py`) || isFolder(files, name);
}

/**
 * The names in the root, folders with a `/` at the end, sorted; what a person sees when detection
 * fails.
 */
export function rootEntries(files: FileTree): readonly string[] {
  const names = files.paths.map((path) =>
    path.includes('/') ? `${path.slice(0, path.indexOf('/'))}/` : path,
  );
  return [...new Set(names)].sort();
}
