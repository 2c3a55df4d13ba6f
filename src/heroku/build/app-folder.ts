import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type FileTree, lazyFiles } from '../../project/files.ts';

/** Folders that no decision of a build looks into, and that can be large. */
const SKIPPED = new Set(['.git', 'node_modules']);

/** The files of a build folder as they are on disk now, ignored or not. Symlinks to files count, to folders do not. */
export function readAppFolder(folder: string): FileTree {
  const paths: string[] = [];
  const symlinks = new Map<string, string>();
  const walk = (relative: string): void => {
    for (const entry of readdirSync(join(folder, relative), { withFileTypes: true })) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) walk(path);
      } else if (entry.isSymbolicLink()) {
        if (statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() !== true) continue;
        symlinks.set(path, readlinkSync(join(folder, path)));
        paths.push(path);
      } else if (entry.isFile()) paths.push(path);
    }
  };
  walk('');
  return lazyFiles({ paths, symlinks, load: (path) => readFileSync(join(folder, path)) });
}
