import { setTimeout as delay } from 'node:timers/promises';
import { UsageError } from '../../facts/usage-error.ts';
import {
  bareOutcome,
  FLEET_LINE_SCHEMA,
  type FleetLine,
  type FleetRun,
  fleetLine,
} from '../line.ts';
import type { FleetEntry } from '../list.ts';
import { Queue, QueueEvents } from './bullmq.ts';
import type { QueueConnection } from './connect.ts';
import { ATTEMPTS, type QueueJob, queueJobId, queueName } from './queue-job.ts';

export interface FillQueueOptions {
  readonly connection: QueueConnection;
  readonly run: FleetRun;
  readonly today: string;
  readonly limits: QueueJob['limits'];
  readonly clone: QueueJob['clone'];
  readonly signal: AbortSignal;
  /** Milliseconds without any result after which what is missing is queued again. */
  readonly quietMs?: number;
  /** Called once for each repository as its result comes. */
  readonly onEnd: (entry: FleetEntry, line: FleetLine) => void;
}

/** Jobs of one fleet that are in the queue at the same time; a million would take a gigabyte. */
const MAX_QUEUED = 2_000;
/** Jobs that are added in one command. */
const ADDED_AT_ONCE = 200;
const QUIET_MS = 20_000;
/** Milliseconds between two looks whether there is room in the queue. */
const LOOK_MS = 50;
/** Milliseconds that nothing may come, neither a result nor a sign of a worker. */
const LONGEST_SILENCE_MS = 600_000;

/**
 * Puts every repository of the list into a queue and waits for the results of workers, wherever
 * they run. The same repository is queued once, however many ask for it. Rejects when the signal
 * aborts; what is queued then stays there.
 */
export async function fillQueue(
  entries: readonly FleetEntry[],
  options: FillQueueOptions,
): Promise<void> {
  const { connection, run, signal } = options;
  const name = queueName(run.checker);
  const queue = new Queue(name, { connection: connection.redis });
  const events = new QueueEvents(name, { connection: connection.redis.duplicate() });
  // What the connection has to say, it says itself.
  queue.on('error', () => {});
  events.on('error', () => {});
  const waiting = new Map<string, FleetEntry>();
  let lastNewsAt = performance.now();
  const end = (id: string, lineOf: (entry: FleetEntry) => FleetLine): void => {
    const entry = waiting.get(id);
    if (entry === undefined) return;
    waiting.delete(id);
    lastNewsAt = performance.now();
    options.onEnd(entry, lineOf(entry));
  };
  events.on('completed', ({ jobId, returnvalue }) =>
    end(jobId, () => FLEET_LINE_SCHEMA.parse(parsed(returnvalue))),
  );
  events.on('failed', ({ jobId, failedReason }) =>
    end(jobId, ({ repository }) =>
      fleetLine(repository, bareOutcome('crashed', `no worker finished it: ${failedReason}`), run),
    ),
  );
  const add = async (some: readonly FleetEntry[]): Promise<void> => {
    const jobs = some.map((entry) => jobOf(entry, options));
    jobs.forEach(({ opts }, at) => void waiting.set(opts.jobId, some[at]!));
    await queue.addBulk(jobs);
  };
  try {
    await events.waitUntilReady();
    let next = 0;
    let queuedAgainAt = performance.now();
    while (next < entries.length || waiting.size > 0) {
      signal.throwIfAborted();
      const now = performance.now();
      if (next < entries.length && waiting.size < MAX_QUEUED) {
        await add(entries.slice(next, next + ADDED_AT_ONCE));
        next += ADDED_AT_ONCE;
        continue;
      }
      if (now - lastNewsAt > Math.max(LONGEST_SILENCE_MS, 2 * options.limits.timeoutMs))
        throw noWorker(connection);
      // What a Redis without persistence lost, or what ended unseen, is asked for again.
      if (now - Math.max(lastNewsAt, queuedAgainAt) > (options.quietMs ?? QUIET_MS)) {
        queuedAgainAt = now;
        await add([...waiting.values()]);
      }
      await delay(LOOK_MS, undefined, { signal });
    }
  } finally {
    await Promise.allSettled([events.close(), queue.close()]);
  }
}

function jobOf({ repository, source }: FleetEntry, options: FillQueueOptions) {
  const { run, today, limits, clone } = options;
  const data: QueueJob = { repository, source, options: run.options, today, limits, clone };
  return {
    name: 'check',
    data,
    opts: {
      jobId: queueJobId(data),
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: 1_000 },
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}

/** BullMQ gives a result as it was returned, or as JSON, depending on the event. */
function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}

function noWorker({ shown }: QueueConnection): UsageError {
  return new UsageError(`No result came from the queue at ${shown} for ten minutes`, {
    next: ['Start workers, on this machine or others:', '  dynoready worker --queue redis://…'],
  });
}
