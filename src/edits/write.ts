import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';
import { isProcessAlive } from '../machine/process-alive.ts';
import type { TextEncoding } from '../python/file-tree.ts';
import { readBytes, readText, removeIfEmpty, statOf, syncFolder, writeSynced } from './disk.ts';
import { bytesOf } from './file-bytes.ts';
import { keepUndoRecord, readUndoRecord, undoRecordPath } from './undo-record.ts';
import {
  digestOf,
  type Journal,
  type Operation,
  parseJournal,
  type UndoRecord,
} from './write-journal.ts';

/** One change to a project's files. Paths are relative to the root, with `/`. */
export type WriteChange =
  | { readonly kind: 'create'; readonly path: string; readonly after: string }
  | {
      readonly kind: 'edit';
      readonly path: string;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: 'move';
      readonly from: string;
      readonly path: string;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'delete'; readonly path: string; readonly before: string };

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

/** One file as bytes: before, after, and the state of the file it replaces. */
interface FileChange {
  readonly path: string;
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
  readonly stats: Pick<Stats, 'mode' | 'uid' | 'gid'> | undefined;
}

/** Hidden, in the root: a rename is only atomic on one disk. */
const STAGE = '.dynoready-write';
const JOURNAL = 'journal.json';
/** The journal's name once all files are in place and only the folder is left to remove. */
const DONE = 'done.json';
const OWNER = 'owner';
/**
 * A write takes far less; past this age the number in the owner file may belong to another process.
 */
const STALE_AFTER_MS = 10 * 60_000;

/**
 * Makes all changes or none and returns the paths touched, sorted. A kill at any moment leaves the
 * old files or, after `recoverWrites`, the new ones. Modes, owners, links and encodings are kept.
 * Throws UsageError, with nothing changed, when a path leaves the root, a file is not the text that
 * the change was computed from, or another process is writing.
 */
export function writeChanges(
  root: string,
  changes: readonly WriteChange[],
  options: WriteOptions,
): readonly string[] {
  recoverWrites(root, options);
  if (changes.length === 0) return [];
  const realRoot = realpathSync(root);
  const files = changes.flatMap((change) => fileChanges(realRoot, change, options.encodingOf));
  const paths = files.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined)
    throw new UsageError(`Two changes concern the same file: ${twice}`, { evidence: [twice] });
  writeFiles(realRoot, files, options.stateFolder, options.onStep ?? (() => {}));
  return [...paths].sort();
}

/**
 * Ends what a killed write has begun: takes it back when it had not decided yet, else completes it.
 * Throws UsageError when a file was edited in the meantime, and when the other process is still at
 * work. `stateFolder` as for `writeChanges`.
 */
export function recoverWrites(
  root: string,
  options: { readonly stateFolder?: string } = {},
): 'nothing' | 'rolled-back' | 'completed' {
  const realRoot = realpathSync(root);
  const stage = join(realRoot, STAGE);
  if (statOf(stage) === undefined) return 'nothing';
  refuseLiveOwner(stage);
  const journal = parseJournal(readText(join(stage, JOURNAL)) ?? '');
  if (journal === undefined) {
    const isDone = statOf(join(stage, DONE)) !== undefined;
    rmSync(stage, { recursive: true, force: true });
    return isDone ? 'completed' : 'rolled-back';
  }
  // The folder may have come with a repository: what it says must not lead out of it.
  for (const path of [...journal.folders, ...journal.operations.map((one) => one.path)])
    resolveInside(realRoot, path);
  const edited = journal.operations.filter(
    ({ path, before, after }) =>
      ![before, after].includes(digestOf(readBytes(join(realRoot, path)))),
  );
  if (edited.length > 0) {
    throw new UsageError('A write was interrupted, and files were edited since', {
      evidence: edited.map(({ path }) => path),
      next: [
        `To keep the files as they are, remove the folder ${STAGE}; it holds their state before (*.old) and after (*.new).`,
      ],
    });
  }
  complete(realRoot, journal, undoPathIn(realRoot, options.stateFolder), () => {});
  return 'completed';
}

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
  const files = record.files.map(({ path, before, mode }): FileChange => {
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

function fileChanges(
  root: string,
  change: WriteChange,
  encodingOf: WriteOptions['encodingOf'],
): FileChange[] {
  if (change.kind === 'create')
    return [
      newFile(
        root,
        change.path,
        bytesOf(change.after, encodingOf(change.path), change.path),
        undefined,
      ),
    ];
  if (change.kind === 'edit' && change.before === change.after) return [];
  const from = change.kind === 'move' ? change.from : change.path;
  const encoding = encodingOf(from);
  // A link is edited through, but it is the link itself that is moved or deleted.
  const path = resolveInside(root, from, change.kind === 'edit');
  const before = readBytes(join(root, path));
  if (before === undefined || !before.equals(bytesOf(change.before, encoding, from))) {
    throw new UsageError(`${from} is not the file that the change was made for`, {
      evidence: [before === undefined ? `${from} is gone` : `${from} was edited in the meantime`],
      next: ['Run the command again, so that it reads the file as it is now.'],
    });
  }
  const stats = statSync(join(root, path));
  const old: FileChange = { path, before, after: undefined, stats };
  if (change.kind === 'delete') return [old];
  const after = bytesOf(change.after, encoding, change.path);
  return change.kind === 'edit'
    ? [{ ...old, after }]
    : [old, newFile(root, change.path, after, stats)];
}

function newFile(
  root: string,
  wanted: string,
  after: Buffer,
  stats: FileChange['stats'],
): FileChange {
  const path = resolveInside(root, wanted);
  if (lstatOf(join(root, path)) !== undefined) {
    throw new UsageError(`${wanted} is there already, so it is not created`, {
      evidence: [wanted],
      next: ['Run the command again, so that it reads the file as it is now.'],
    });
  }
  return { path, before: undefined, after, stats };
}

/**
 * The path with the links of its folders resolved (with `follow`, its own link too), relative to
 * the root. Refuses what is not below the root.
 */
function resolveInside(root: string, path: string, follow = false): string {
  const parts = path.split('/');
  const leaves = (): never => {
    throw new UsageError(`${path} is not a place within the project`, { evidence: [path] });
  };
  if (
    parts.some(
      (part) =>
        part === '' ||
        part === '.' ||
        part === '..' ||
        part.includes('\0') ||
        part.includes(sep === '\\' ? '\\' : '\0'),
    )
  )
    leaves();
  if (parts[0] === STAGE || parts.includes('.git')) leaves();
  let folder = root;
  for (const [index, part] of parts.entries()) {
    const next = join(folder, part);
    const isLast = index === parts.length - 1;
    const stats = isLast && !follow ? undefined : lstatOf(next);
    folder = stats?.isSymbolicLink() ? (realOf(next) ?? leaves()) : next;
    if (folder !== root && !folder.startsWith(root + sep)) leaves();
    if (!isLast && stats !== undefined && !statSync(folder).isDirectory()) leaves();
  }
  return relative(root, folder).split(sep).join('/');
}

function writeFiles(
  root: string,
  files: readonly FileChange[],
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

function stageFile(stage: string, { before, after, stats }: FileChange, index: number): void {
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

/** Every step of it may have been done already: it is run again after a kill. */
function complete(
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

function undoPathIn(root: string, stateFolder: string | undefined): string | undefined {
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
function takeBack(root: string, files: readonly FileChange[], journal: Journal): void {
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

function missingFolders(root: string, files: readonly FileChange[]): string[] {
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

function refuseLiveOwner(stage: string): void {
  const owner = Number(readText(join(stage, OWNER)) ?? Number.NaN);
  const ageMs = Date.now() - statSync(stage).mtimeMs;
  if (
    !Number.isInteger(owner) ||
    owner <= 0 ||
    owner === process.pid ||
    ageMs > STALE_AFTER_MS ||
    !isProcessAlive(owner)
  )
    return;
  throw new UsageError('Another process is writing to this project', {
    evidence: [`process ${owner} works in ${STAGE}`],
    next: ['Wait until it has ended and run the command again.'],
  });
}

function lstatOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
