import { join } from 'node:path';
import { type CloneLimits, cloneShallow, remoteHead } from '../machine/git-clone.ts';
import { withWorkspace } from '../machine/workspace.ts';
import {
  bareOutcome,
  type FleetLine,
  type FleetOutcome,
  type FleetRun,
  fleetKey,
  fleetLine,
} from './line.ts';
import type { FleetEntry } from './list.ts';
import type { WorkerSeat } from './worker-process.ts';

/** What is the same for every repository of a run. */
export interface EntryContext {
  readonly run: FleetRun;
  /** The day that everything is counted from. */
  readonly today: string;
  readonly clone: CloneLimits;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Runs the code of a folder that was checked; without it, `rehearse` of the options is refused. */
  readonly rehearse?:
    | ((folder: string, checked: FleetOutcome) => Promise<FleetOutcome>)
    | undefined;
}

/** What an earlier run found out about a repository. */
export type KnownLine = Pick<FleetLine, 'key' | 'commit' | 'content'>;

/** Milliseconds that a server may take to say which commit its HEAD is. */
const HEAD_LIMIT_MS = 30_000;

/**
 * The line of one repository; undefined when what is known of it still holds. Rejects when the
 * signal aborts.
 */
export async function runEntry(
  entry: FleetEntry,
  seat: WorkerSeat,
  context: EntryContext,
  known?: KnownLine,
): Promise<FleetLine | undefined> {
  const { repository, source } = entry;
  const { run, today, signal } = context;
  const check = async (folder: string): Promise<FleetOutcome | undefined> => {
    const job = { repository, folder, today, options: run.options };
    const checked = await seat.run({ ...job, knownKey: known?.key ?? null });
    const isRunnable = checked?.status === 'ok' || checked?.status === 'findings';
    if (!run.options.rehearse || checked === undefined || !isRunnable) return checked;
    if (context.rehearse === undefined) throw new Error('Foreign code is not run here.');
    return await context.rehearse(folder, checked);
  };
  const lineOf = (outcome: Parameters<typeof fleetLine>[1]): FleetLine =>
    fleetLine(repository, outcome, run);
  if ('folder' in source) {
    const outcome = await check(source.folder);
    signal.throwIfAborted();
    return outcome && lineOf(outcome);
  }
  return await withWorkspace(async (workspace) => {
    const git = { url: source.url, workspace, env: context.env, signal };
    if (known !== undefined && known.key === fleetKey(repository, known, run)) {
      const head = await remoteHead({ ...git, timeoutMs: HEAD_LIMIT_MS });
      if (head !== undefined && head === known.commit) return undefined;
    }
    const folder = join(workspace, 'clone');
    const cloned = await cloneShallow({ ...git, folder, limits: context.clone });
    if (!cloned.ok) return lineOf(bareOutcome(cloned.because, cloned.reason));
    const outcome = await check(folder);
    signal.throwIfAborted();
    return outcome && lineOf(outcome);
  });
}
