import { mkdirSync, realpathSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readBytes, readText, statOf, writeSynced } from './disk.ts';
import { digestOf, parseUndoRecord, type UndoRecord, undoFileName } from './write-journal.ts';

/** Where the last write of a project is kept; `root` with its links resolved. */
export function undoRecordPath(root: string, stateFolder: string): string {
  return join(stateFolder, undoFileName(root));
}

/** The record of the last write; undefined when none is kept. */
export function readUndoRecord(path: string): UndoRecord | undefined {
  return parseUndoRecord(readText(path) ?? '');
}

/**
 * Keeps a record in the place of the one before; for this user alone, since it holds copies of
 * files such as .env.
 */
export function keepUndoRecord(path: string, record: UndoRecord): void {
  mkdirSync(dirname(path), { recursive: true });
  writeSynced(`${path}.part`, Buffer.from(JSON.stringify(record)), 0o600);
  renameSync(`${path}.part`, path);
}

/** A file that another program is about to change because of the last write. */
export interface Followed {
  /**
   * Notes what became of the file, so that `undoLastWrite` takes it back as well. Without effect
   * when it is as before, or when no write is kept.
   */
  note(): void;
}

/**
 * Keeps the bytes of a file of the project as it is now, until the program that changes it is done.
 * `stateFolder` as for `writeChanges`.
 */
export function followFile(root: string, path: string, stateFolder: string): Followed {
  const realRoot = realpathSync(root);
  const file = join(realRoot, path);
  const before = readBytes(file);
  const mode = statOf(file)?.mode;
  return {
    note: () => {
      const recordPath = undoRecordPath(realRoot, stateFolder);
      const record = readUndoRecord(recordPath);
      const after = digestOf(readBytes(file));
      if (record === undefined || after === digestOf(before)) return;
      const first = record.files.find((one) => one.path === path);
      const old = {
        path,
        before: before?.toString('base64') ?? null,
        mode: mode === undefined ? null : mode & 0o7777,
      };
      keepUndoRecord(recordPath, {
        ...record,
        files: [...record.files.filter((one) => one !== first), { ...(first ?? old), after }],
      });
    },
  };
}
