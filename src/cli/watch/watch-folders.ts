import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../facts/usage-error.ts';

/** An editor saves a file in several steps; they are one change. */
const QUIET_MS = 30;

/** Watches over some folders below a root; which they are may change. */
export interface FolderWatch {
  /** Watches exactly the folders that hold these files, besides the root and its `.git`. */
  cover(paths: readonly string[]): void;
  close(): void;
}

/**
 * Calls `onChange` with the paths that something happened to, relative to the root, once it has
 * been quiet for a moment. Each folder is watched by itself: a recursive watch would also enter
 * virtualenvs and `node_modules`. `cover` throws UsageError when the system allows no more watches.
 */
export function watchFolders(
  root: string,
  onChange: (paths: ReadonlySet<string>) => void,
): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const report = (): void => {
    const paths = changed;
    changed = new Set();
    onChange(paths);
  };
  const forget = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder: string): void => {
    try {
      const watcher = watch(join(root, folder), (_event, name) => {
        if (name === null || (folder === '.git' && name !== 'index')) return;
        changed.add(folder === '' ? name : `${folder}/${name}`);
        clearTimeout(timer);
        timer = setTimeout(report, QUIET_MS);
      });
      // A folder that goes away is told by its parent.
      watcher.on('error', () => forget(folder));
      watchers.set(folder, watcher);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return;
      throw new UsageError('The system allows no more watches on folders', {
        evidence: [message],
        next: ['Raise fs.inotify.max_user_watches, or run `dynoready check` without --watch.'],
      });
    }
  };
  return {
    cover(paths) {
      const wanted = new Set(['', '.git', ...paths.flatMap(foldersAbove)]);
      for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) forget(folder);
      for (const folder of wanted) if (!watchers.has(folder)) add(folder);
    },
    close() {
      clearTimeout(timer);
      for (const folder of [...watchers.keys()]) forget(folder);
    },
  };
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}
