import { existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '../../facts/usage-error.ts';
import { isProcessAlive } from '../../machine/process-alive.ts';
import { sendSignal } from '../../machine/start-group.ts';
import { findPostgresAccount, giveTo, isOpenToOthers } from './postgres-account.ts';

/** Milliseconds that a stale server may take to end, and between two looks at it. */
const GRACE_MS = 5_000;
const POLL_MS = 50;

/**
 * Returns the folder for a cluster that outlives its server, made if need be, which the server's user
 * alone can look into. It is `wanted`, or, where that user cannot go there, one of the same name below
 * `/var/tmp`.
 */
export function preparePostgresHome(wanted: string): string {
  const account = findPostgresAccount();
  mkdirSync(dirname(wanted), { recursive: true });
  const isReachable = account === undefined || isOpenToOthers(dirname(wanted));
  const home = isReachable ? wanted : join('/var/tmp', `dynoready-${basename(wanted)}`);
  if (!existsSync(home)) {
    mkdirSync(home, { mode: 0o700 });
    giveTo(account, home);
  }
  const { uid } = lstatSync(home);
  if (uid !== (account?.uid ?? process.getuid?.() ?? uid))
    throw new UsageError(`${home} belongs to another user`, { next: [`Remove it: rm -r ${home}`] });
  return home;
}

/** Ends the server that a killed run left in that cluster: its lock file says which it is. */
export async function endStaleServer(data: string): Promise<void> {
  const lock = join(data, 'postmaster.pid');
  const pid = existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : 0;
  if (!(pid > 1) || !isServerOf(pid, data)) return;
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    sendSignal(pid, signal);
    for (let waitedMs = 0; waitedMs < GRACE_MS && isProcessAlive(pid); waitedMs += POLL_MS)
      await pause(POLL_MS);
  }
}

/** True when the process is a server that was started on that cluster, not a stranger's. */
function isServerOf(pid: number, data: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(data);
  } catch {
    return false;
  }
}
