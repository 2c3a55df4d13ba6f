import type { FileTree } from '../../../project/files.ts';

/** True when the path is a file of the tree, or a folder that holds one. */
export function existsInTree(files: FileTree, path: string): boolean {
  return files.has(path) || files.paths.some((one) => one.startsWith(`${path}/`));
}

/** The names in the root, folders with a `/` at the end, sorted; what a person sees when detection fails. */
export function rootEntries(files: FileTree): readonly string[] {
  const names = files.paths.map((path) => (path.includes('/') ? `${path.slice(0, path.indexOf('/'))}/` : path));
  return [...new Set(names)].sort();
}
