import { randomBytes } from 'node:crypto';
import {
  chownSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { endWithTool } from './end-with-tool.ts';
import { startUnattended } from './process.ts';
import { isProcessAlive } from './process-alive.ts';

const PREFIX = 'dynoready-';
/**
 * What a workspace is called once it is only to be removed; the process id in the name is its
 * owner's, as before.
 */
const GONE_PREFIX = 'dynoready-gone-';
const OWNER_FILE = 'owner.json';
/** Seconds of processor time that one removal may use; ten thousand files take about one. */
const REMOVAL_LIMIT_S = 60;

/**
 * Folders of this process, removed at exit whatever happens but SIGKILL; those of dead processes
 * are swept by the next run.
 */
const own = new Set<string>();

/** What a run after a `kill -9` has to know of a workspace. */
interface Owner {
  readonly processGroups: readonly number[];
  /** Folders beside it that belong to it. */
  readonly folders: readonly string[];
}

/** A user that a folder is given to. */
export interface FolderOwner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Runs `work` with a new empty folder below the system's temporary folder and removes the folder
 * afterwards, also after a failure. No other user can look into it (0700).
 */
export async function withWorkspace<Result>(
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  sweepWorkspaces();
  const folder = makeFolder();
  writeOwner(folder, { processGroups: [], folders: [] });
  try {
    return await work(folder);
  } finally {
    removeFolder(folder);
  }
}

/** Notes a process group in the workspace, so that the run after a `kill -9` can end it. */
export function recordProcessGroup(folder: string, pid: number): void {
  const owner = readOwner(folder);
  writeOwner(folder, { ...owner, processGroups: [...owner.processGroups, pid] });
}

/**
 * Makes a folder that another user owns, and only he and root can look into. It lies beside the
 * workspace, into which that user cannot go, and is removed with it.
 */
export function makeFolderFor(user: FolderOwner, workspace: string): string {
  const folder = makeFolder();
  const owner = readOwner(workspace);
  writeOwner(workspace, { ...owner, folders: [...owner.folders, folder] });
  chownSync(folder, user.uid, user.gid);
  return folder;
}

function makeFolder(): string {
  const folder = join(tmpdir(), `${PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder, { mode: 0o700 });
  own.add(folder);
  endWithTool(removeOwnWorkspaces);
  return folder;
}

function removeOwnWorkspaces(): void {
  for (const folder of own) removeFolder(folder);
}

/**
 * Removes what runs of the same user that were killed have left: their processes first, then their
 * folders. Returns the folders removed.
 */
export function sweepWorkspaces(): readonly string[] {
  const removed: string[] = [];
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    const pid = ownerIdIn(name);
    if (pid === undefined || isProcessAlive(pid) || !isOwnFolder(folder)) continue;
    const { processGroups, folders } = readOwner(folder);
    for (const group of processGroups) killGroup(group, [folder, ...folders]);
    removeFolder(folder);
    removed.push(folder);
  }
  return removed;
}

/** The process id in the name of a workspace; undefined for any other name. */
function ownerIdIn(name: string): number | undefined {
  const id = new RegExp(`^(?:${PREFIX}|${GONE_PREFIX})(\\d+)-[0-9a-f]{8}$`).exec(name)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** True for a folder of this user; another user's is never touched, nor what a link leads to. */
function isOwnFolder(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === (process.getuid?.() ?? stats.uid);
}

function writeOwner(folder: string, owner: Owner): void {
  writeFileSync(join(folder, OWNER_FILE), JSON.stringify(owner));
}

/** Nothing is recorded in a folder that lost its record, as a half-removed one has. */
function readOwner(folder: string): Owner {
  const nothing: Owner = { processGroups: [], folders: [] };
  try {
    return { ...nothing, ...JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8')) };
  } catch {
    return nothing;
  }
}

/**
 * Ends the group only if its leader still runs from that workspace: the number may belong to a
 * stranger by now.
 */
function killGroup(pid: number, folders: readonly string[]): void {
  try {
    const environment =
      readFileSync(`/proc/${pid}/environ`, 'latin1') +
      readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    if (folders.some((folder) => environment.includes(folder))) process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone, or a system without /proc: there the folder's removal makes the process end by itself.
  }
}

/**
 * Takes the folder out of the way at once and leaves the removal of its ten thousand files, which
 * takes seconds on a busy disk, to a process that outlives the tool. When that process is killed,
 * the next run's sweep finds the folder by its name.
 */
function removeFolder(folder: string): void {
  for (const beside of readOwner(folder).folders) removeFolderBeside(beside);
  own.delete(folder);
  const gone = basename(folder).startsWith(GONE_PREFIX)
    ? folder
    : join(tmpdir(), basename(folder).replace(PREFIX, GONE_PREFIX));
  try {
    if (gone !== folder) renameSync(folder, gone);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (process.platform === 'win32') {
    rmSync(gone, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    return;
  }
  const script = `ulimit -t ${REMOVAL_LIMIT_S}; exec nice -n 10 rm -rf -- "$1"`;
  startUnattended(
    {
      file: '/bin/sh',
      args: ['-c', script, 'sh', gone],
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
    },
    () => rmSync(gone, { recursive: true, force: true }),
  );
}

/** Takes a folder back from the user it was made for, so that a sweep knows it, and removes it. */
function removeFolderBeside(folder: string): void {
  try {
    lchownSync(folder, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  removeFolder(folder);
}
