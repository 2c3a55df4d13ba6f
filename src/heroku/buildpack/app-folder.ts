import {
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { type FileTree, lazyFiles } from '../../python/file-tree.ts';

/** Folders that no decision of a build looks into, and that can be large. */
const SKIPPED = /^(?:.*\/)?(?:\.git|node_modules)$|^\.heroku\/python\/(?!bin$)/;

/**
 * The files of a build folder as they are on disk now, ignored or not. Symlinks to files and
 * folders count; what leads nowhere does not.
 */
export function readAppFolder(folder: string): FileTree {
  const paths: string[] = [];
  const symlinks = new Map<string, string>();
  /** `above` are the real folders that this one is in: a link to one of them would have no end. */
  const walk = (relative: string, above: readonly string[]): void => {
    const here = realpathSync(join(folder, relative));
    if (above.includes(here)) return;
    for (const entry of readdirSync(here, { withFileTypes: true })) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      const kind = entry.isSymbolicLink() ? targetOf(join(folder, path)) : entry;
      if (kind === undefined) continue;
      if (entry.isSymbolicLink()) symlinks.set(path, readlinkSync(join(folder, path)));
      if (kind.isFile()) paths.push(path);
      else if (kind.isDirectory() && !SKIPPED.test(path)) walk(path, [...above, here]);
    }
  };
  walk('', []);
  return lazyFiles({ paths, symlinks, load: (path) => readFileSync(join(folder, path)) });
}

/**
 * What a link leads to; undefined when that is nothing. `throwIfNoEntry` would still throw for
 * links in a circle and for those that lead below a file.
 */
function targetOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
