import { realpathSync } from 'node:fs';
import { UsageError } from '../facts/usage-error.ts';
import type { TextEncoding } from '../python/file-tree.ts';
import type { Change } from './change.ts';
import { recoverWrites } from './recover-writes.ts';
import { writeFiles } from './stage-files.ts';
import { stagedFiles } from './staged-file.ts';

export interface WriteOptions {
  /** The encoding a file was read with, by its path in the change (for a move, the old path). */
  readonly encodingOf: (path: string) => TextEncoding;
  /**
   * A folder of this user outside the project; the data for `undoLastWrite` is kept there, or not
   * kept when left out.
   */
  readonly stateFolder?: string;
  /** Called before each step that reaches the disk, with its name. */
  readonly onStep?: (step: string) => void;
}

/**
 * Makes all changes or none and returns the paths touched, sorted. A kill at any moment leaves the
 * old files or, after `recoverWrites`, the new ones. Modes, owners, links and encodings are kept.
 * Throws UsageError, with nothing changed, when a path leaves the root, a file is not the text that
 * the change was computed from, or another process is writing.
 */
export function writeChanges(
  root: string,
  changes: readonly Change[],
  options: WriteOptions,
): readonly string[] {
  recoverWrites(root, options);
  if (changes.length === 0) return [];
  const realRoot = realpathSync(root);
  const files = changes.flatMap((change) => stagedFiles(realRoot, change, options.encodingOf));
  const paths = files.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined)
    throw new UsageError(`Two changes concern the same file: ${twice}`, { evidence: [twice] });
  writeFiles(realRoot, files, options.stateFolder, options.onStep ?? (() => {}));
  return [...paths].sort();
}
