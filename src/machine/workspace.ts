import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Runs `work` with a new empty folder below the system's temporary folder and removes the folder
 * afterwards, also after a failure. The folder is traversable by other users (0711), because
 * Postgres runs as its own user when the tool runs as root.
 */
export async function withWorkspace<Result>(
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  sweepWorkspaces();
  const folder = join(tmpdir(), `${PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder, { mode: 0o711 });
  own.add(folder);
  endWithTool(removeOwnWorkspaces);
  writeFileSync(join(folder, OWNER_FILE), JSON.stringify({ pid: process.pid, processGroups: [] }));
  try {
    return await work(folder);
  } finally {
    removeFolder(folder);
  }
}

/** Notes a process group in the workspace, so that the run after a `kill -9` can end it. */
export function recordProcessGroup(folder: string, pid: number): void {
  const path = join(folder, OWNER_FILE);
  const owner = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; processGroups: number[] };
  owner.processGroups.push(pid);
  writeFileSync(path, JSON.stringify(owner));
}

function removeOwnWorkspaces(): void {
  for (const folder of own) removeFolder(folder);
}

/**
 * Removes what runs that were killed have left: their processes first, then their folders. Returns
 * the folders removed.
 */
export function sweepWorkspaces(): readonly string[] {
  const removed: string[] = [];
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(
      new RegExp(`^(?:${PREFIX}|${GONE_PREFIX})(\\d+)-[0-9a-f]{8}$`).exec(name)?.[1],
    );
    if (!pid || isProcessAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    for (const group of recordedGroups(folder)) killGroup(group, folder);
    removeFolder(folder);
    removed.push(folder);
  }
  return removed;
}

function recordedGroups(folder: string): readonly number[] {
  try {
    const owner = JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8')) as {
      processGroups?: number[];
    };
    return owner.processGroups ?? [];
  } catch {
    return [];
  }
}

/**
 * Ends the group only if its leader still runs from that workspace: the number may belong to a
 * stranger by now.
 */
function killGroup(pid: number, folder: string): void {
  try {
    const environment =
      readFileSync(`/proc/${pid}/environ`, 'latin1') +
      readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    if (environment.includes(folder)) process.kill(-pid, 'SIGKILL');
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
