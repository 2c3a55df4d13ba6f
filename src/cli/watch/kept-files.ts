import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readFiles, readProjectFile } from '../../project/read-files.ts';
import { type FileTree, lazyFiles } from '../../python/file-tree.ts';

/** The files of a folder, held in memory between two looks at them. */
export interface KeptFiles {
  /**
   * The tree as it is now; a file is read from the disk when it is first asked for, and again only
   * after `note`.
   */
  tree(): FileTree;
  /**
   * Takes note that something happened to these paths, and says whether that may change what is
   * found.
   */
  note(paths: Iterable<string>): boolean;
}

const NO_LINKS: ReadonlyMap<string, string> = new Map();

/** Keeps the files below `root` that git would push. Throws when `root` is no folder. */
export function keepFiles(root: string): KeptFiles {
  let listed = readFiles(root);
  const kept = new Map<string, FileTree>();
  const one = (path: string): FileTree => {
    const known = kept.get(path);
    if (known !== undefined) return known;
    const read = lazyFiles({
      paths: [path],
      symlinks: NO_LINKS,
      load: () => {
        const now = readProjectFile(root, path);
        return now.ok ? now.bytes : undefined;
      },
    });
    kept.set(path, read);
    return read;
  };
  const tree = (): FileTree => {
    const { paths, symlinks, has } = listed;
    return {
      paths,
      symlinks,
      has,
      passedOver: () => listed.passedOver(),
      text: (path) => (has(path) ? one(path).text(path) : undefined),
      encoding: (path) => (has(path) ? one(path).encoding(path) : 'utf-8'),
      bytes: (path) => (has(path) ? one(path).bytes(path) : undefined),
    };
  };
  const note = (paths: Iterable<string>): boolean => {
    let isRelevant = false;
    let mustList = false;
    for (const path of paths) {
      kept.delete(path);
      if (listed.has(path)) isRelevant = true;
      // What appears, goes or is ignored from now on changes the list; so does the index of git.
      if (
        path.startsWith('.git/') ||
        basename(path) === '.gitignore' ||
        listed.has(path) !== existsSync(join(root, path))
      )
        mustList = true;
      if (path === '.git/index') isRelevant = true;
    }
    if (!mustList) return isRelevant;
    const before = listed;
    listed = readFiles(root);
    return (
      isRelevant ||
      before.paths.length !== listed.paths.length ||
      before.paths.some((path, index) => path !== listed.paths[index])
    );
  };
  return { tree, note };
}
