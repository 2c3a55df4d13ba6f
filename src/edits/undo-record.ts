import { readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, parseUndoRecord, undoFileName } from './write-journal.ts';

/** A file that another program is about to change because of the last write. */
export interface Followed {
  /** Notes what became of the file, so that `undoLastWrite` takes it back as well. Without effect when it is as before, or when no write is kept. */
  note(): void;
}

/** Keeps the bytes of a file of the project as it is now, until the program that changes it is done. `stateFolder` as for `writeChanges`. */
export function followFile(root: string, path: string, stateFolder: string): Followed {
  const realRoot = realpathSync(root);
  const file = join(realRoot, path);
  const before = bytesOf(file);
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? null;
  return {
    note: () => {
      const recordPath = join(stateFolder, undoFileName(realRoot));
      const record = parseUndoRecord(bytesOf(recordPath)?.toString('utf8') ?? '');
      const after = digestOf(bytesOf(file));
      if (record === undefined || after === digestOf(before)) return;
      const first = record.files.find((one) => one.path === path);
      const entry = first === undefined ? { path, before: before?.toString('base64') ?? null, mode, after } : { ...first, after };
      const files = [...record.files.filter((one) => one.path !== path), entry];
      writeFileSync(recordPath, JSON.stringify({ ...record, files }));
    },
  };
}

function bytesOf(path: string): Buffer | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined;
}
