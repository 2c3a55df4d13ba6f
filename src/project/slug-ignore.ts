import ignore from 'ignore';
import { type FileTree, lazyFiles } from '../python/file-tree.ts';

/**
 * The paths that a `.slugignore` with this text leaves; it takes the patterns of `.gitignore` but
 * no negation.
 */
export function applySlugIgnore(text: string, paths: readonly string[]): readonly string[] {
  // A line with `!` is a pattern that matches nothing.
  const patterns = text.split(/\r?\n/).filter((line) => !line.startsWith('!'));
  return ignore()
    .add(patterns)
    .filter([...paths]);
}

/** The tree that a classic build sees: without what the root's `.slugignore` names. */
export function withoutSlugIgnored(files: FileTree): FileTree {
  const text = files.text('.slugignore');
  if (text === undefined) return files;
  const paths = applySlugIgnore(text, files.paths);
  return lazyFiles({ paths, symlinks: files.symlinks, load: (path) => files.bytes(path) });
}
