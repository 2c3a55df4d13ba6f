import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';
import { readBytes, removeIfEmpty, statOf } from './disk.ts';
import { resolveInside } from './path-inside.ts';
import { recoverWrites } from './recover-writes.ts';
import { writeFiles } from './stage-files.ts';
import type { StagedFile } from './staged-file.ts';
import { readUndoRecord, undoRecordPath } from './undo-record.ts';
import { digestOf } from './write-journal.ts';

/**
 * Takes the last write of this project back and returns the paths, sorted. Throws UsageError, with
 * nothing changed, when there is none or when one of its files was edited since.
 */
export function undoLastWrite(
  root: string,
  options: { readonly stateFolder: string },
): readonly string[] {
  recoverWrites(root, options);
  const realRoot = realpathSync(root);
  const recordPath = undoRecordPath(realRoot, options.stateFolder);
  const record = readUndoRecord(recordPath);
  if (record === undefined)
    throw new UsageError('There is nothing to undo in this project', { evidence: [root] });
  const edited = record.files
    .filter(({ path, after }) => digestOf(readBytes(join(realRoot, path))) !== after)
    .map(({ path }) => path);
  if (edited.length > 0) {
    throw new UsageError('Files were edited since the last write, so it is not taken back', {
      evidence: edited,
      next: ['Undo by hand what you want undone, for instance with git checkout -p.'],
    });
  }
  const files = record.files.map(({ path, before, mode }): StagedFile => {
    const stats = statOf(join(realRoot, path));
    const kept =
      stats ??
      (mode === null
        ? undefined
        : { mode, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });
    return {
      path,
      before: readBytes(join(realRoot, path)),
      after: before === null ? undefined : Buffer.from(before, 'base64'),
      stats: kept === undefined || mode === null ? kept : { ...kept, mode },
    };
  });
  for (const { path } of files) resolveInside(realRoot, path);
  writeFiles(realRoot, files, undefined, () => {});
  for (const folder of [...record.folders].reverse()) removeIfEmpty(join(realRoot, folder));
  rmSync(recordPath, { force: true });
  return files.map(({ path }) => path).sort();
}
