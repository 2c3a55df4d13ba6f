import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths that are listed at most: an app that writes thousands is told so by the first of them. */
const MAX_PATHS = 20;
/** What Python and gunicorn write for themselves. */
const OWN = /(^|\/)(__pycache__|\.gunicorn|\.cache|\.python_history)(\/|$)|\.py[co]$/;

/**
 * Returns what was written below a dyno's home since `sinceMs` (a time as of `Date.now`), relative
 * and sorted, at most 20: all of it is gone with the dyno.
 */
export function writtenFiles(home: string, sinceMs: number): readonly string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(home, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (found.length >= MAX_PATHS || path === '.heroku' || OWN.test(path)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && lstatSync(join(home, path)).mtimeMs > sinceMs) found.push(path);
    }
  };
  try {
    walk('');
  } catch {
    // A folder that went while it was read: what was found so far is true.
  }
  return found.sort();
}
