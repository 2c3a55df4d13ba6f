import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';
import { readBytes, removeIfEmpty, statOf, syncFolder, writeSynced } from './disk.ts';
import type { StagedFile } from './staged-file.ts';
import { keepUndoRecord, undoRecordPath } from './undo-record.ts';
import { digestOf, type Journal, type Operation, type UndoRecord } from './write-journal.ts';

/** Hidden, in the root: a rename is only atomic on one disk. */
export const STAGE = '.dynoready-write';
/** The journal's name in the hidden folder while files are being put in place. */
export const JOURNAL = 'journal.json';
/** The journal's name once all files are in place and only the folder is left to remove. */
export const DONE = 'done.json';
/** The file with the id of the process that writes. */
export const OWNER = 'owner';

/**
 * Puts all files in place or none: staged in a hidden folder of the root, decided by one rename.
 * Throws UsageError, with the old files back, when the disk refuses.
 */
export function writeFiles(
  root: string,
  files: readonly StagedFile[],
  stateFolder: string | undefined,
  step: (name: string) => void,
): void {
  const stage = join(root, STAGE);
  const operations = files.map(
    ({ path, before, after }): Operation => ({
      path,
      before: digestOf(before),
      after: digestOf(after),
    }),
  );
  const journal: Journal = { version: 1, operations, folders: missingFolders(root, files) };
  step('open');
  try {
    // Only for this user: it holds copies of files such as .env.
    mkdirSync(stage, { mode: 0o700 });
  } catch (error) {
    throw notWritten(error);
  }
  try {
    writeSynced(join(stage, OWNER), Buffer.from(String(process.pid)));
    files.forEach((file, index) => {
      step(`stage ${file.path}`);
      stageFile(stage, file, index);
    });
    step('journal');
    writeSynced(join(stage, `${JOURNAL}.part`), Buffer.from(JSON.stringify(journal)));
    step('decide');
    renameSync(join(stage, `${JOURNAL}.part`), join(stage, JOURNAL));
    syncFolder(stage);
    complete(root, journal, undoPathIn(root, stateFolder), step);
  } catch (error) {
    takeBack(root, files, journal);
    throw notWritten(error);
  }
}

/**
 * What the disk refuses (no permission, no space, read-only) is for the person to mend; anything
 * else is our bug and stays as it is.
 */
function notWritten(error: unknown): unknown {
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return new UsageError('The files could not be written, and nothing was changed', {
    evidence: [message],
    next: [
      `Make ${path ?? 'the folder'} writable, or make room on the disk, and run the command again.`,
    ],
  });
}

function stageFile(stage: string, { before, after, stats }: StagedFile, index: number): void {
  if (before !== undefined) {
    writeSynced(join(stage, `${index}.old`), before);
    if (stats !== undefined) chmodSync(join(stage, `${index}.old`), stats.mode & 0o7777);
  }
  if (after === undefined) return;
  const path = join(stage, `${index}.new`);
  writeSynced(path, after);
  if (stats !== undefined) keepOwner(path, stats);
}

function keepOwner(path: string, stats: Pick<Stats, 'mode' | 'uid' | 'gid'>): void {
  try {
    const own = statSync(path);
    if (own.uid !== stats.uid || own.gid !== stats.gid) chownSync(path, stats.uid, stats.gid);
  } catch {
    // Only root may give a file away; the content matters more than its owner.
  }
  chmodSync(path, stats.mode & 0o7777);
}

/**
 * Puts the staged files in place. Any step may have been done already: it is run again after a kill.
 */
export function complete(
  root: string,
  journal: Journal,
  undoPath: string | undefined,
  step: (name: string) => void,
): void {
  const stage = join(root, STAGE);
  for (const folder of journal.folders) mkdirSync(join(root, folder), { recursive: true });
  journal.operations.forEach(({ path, after }, index) => {
    step(`${after === null ? 'remove' : 'put'} ${path}`);
    const target = join(root, path);
    if (after === null) rmSync(target, { force: true });
    else if (statOf(join(stage, `${index}.new`)) !== undefined)
      renameSync(join(stage, `${index}.new`), target);
    syncFolder(dirname(target));
  });
  if (undoPath !== undefined) {
    step('keep undo');
    keepUndoRecord(undoPath, undoRecordOf(root, journal));
  }
  step('close');
  renameSync(join(stage, JOURNAL), join(stage, DONE));
  step('clean');
  rmSync(stage, { recursive: true, force: true });
}

/** Where the data for `undoLastWrite` is kept; undefined without a folder to keep it in. */
export function undoPathIn(root: string, stateFolder: string | undefined): string | undefined {
  return stateFolder === undefined ? undefined : undoRecordPath(root, stateFolder);
}

function undoRecordOf(root: string, journal: Journal): UndoRecord {
  const files = journal.operations.map(
    ({ path, before, after }, index): UndoRecord['files'][number] => {
      const old = join(root, STAGE, `${index}.old`);
      return before === null
        ? { path, before: null, mode: null, after }
        : {
            path,
            before: readFileSync(old).toString('base64'),
            mode: statSync(old).mode & 0o7777,
            after,
          };
    },
  );
  return { version: 1, root, folders: journal.folders, files };
}

/**
 * After an error of the disk in mid-write: puts the old files back, so that nothing has happened.
 */
function takeBack(root: string, files: readonly StagedFile[], journal: Journal): void {
  const stage = join(root, STAGE);
  files.forEach(({ path, before }, index) => {
    const target = join(root, path);
    if (digestOf(readBytes(target)) === digestOf(before)) return;
    if (before === undefined) rmSync(target, { force: true });
    else renameSync(join(stage, `${index}.old`), target);
  });
  for (const folder of [...journal.folders].reverse()) removeIfEmpty(join(root, folder));
  rmSync(stage, { recursive: true, force: true });
}

function missingFolders(root: string, files: readonly StagedFile[]): string[] {
  const missing = new Set<string>();
  for (const { path, after } of files) {
    if (after === undefined) continue;
    const parts = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      if (statOf(join(root, folder)) === undefined) missing.add(folder);
    }
  }
  return [...missing];
}
