import type { FleetLine } from './line.ts';
import type { FleetEntry } from './list.ts';
import { type EntryContext, type KnownLine, runEntry } from './run-entry.ts';
import { openSeat, type WorkerCommand, type WorkerLimits } from './worker-process.ts';

export interface FleetOptionsOfRun extends EntryContext {
  readonly worker: WorkerCommand;
  readonly limits: WorkerLimits;
  /** How many repositories are looked at at the same time. */
  readonly workers: number;
  /** What an earlier run found out about a repository. */
  readonly known: (repository: string) => KnownLine | undefined;
  /** Called once for each repository as it ends; without a line when what is known still holds. */
  readonly onEnd: (entry: FleetEntry, line: FleetLine | undefined) => void;
}

/**
 * Looks at every repository of the list, several at a time. Returns the most memory in MB that one
 * worker process took. Rejects when the signal aborts; no worker process is left then.
 */
export async function runFleet(
  entries: readonly FleetEntry[],
  options: FleetOptionsOfRun,
): Promise<number> {
  const { worker, limits, workers, known, onEnd, signal } = options;
  const seats = Array.from({ length: Math.min(workers, entries.length) }, () =>
    openSeat(worker, limits),
  );
  const closeAll = (): void => {
    for (const seat of seats) seat.close();
  };
  signal.addEventListener('abort', closeAll, { once: true });
  let next = 0;
  try {
    await Promise.all(
      seats.map(async (seat) => {
        for (let entry = entries[next]; entry !== undefined; entry = entries[next]) {
          signal.throwIfAborted();
          next += 1;
          onEnd(entry, await runEntry(entry, seat, options, known(entry.repository)));
        }
      }),
    );
    return Math.max(0, ...seats.map((seat) => seat.peakMb()));
  } finally {
    signal.removeEventListener('abort', closeAll);
    closeAll();
  }
}
