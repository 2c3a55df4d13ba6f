import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/** Those of the paths at which something stands below the root, whether git ignores it or not. */
export function readPresence(root: string, paths: readonly string[]): ReadonlySet<string> {
  return new Set(
    paths.filter((path) => lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined),
  );
}
