import type { Job } from 'bullmq';
import { FLEET_LINE_SCHEMA, type FleetLine } from '../line.ts';
import { type EntryContext, runEntry } from '../run-entry.ts';
import { openSeat, type WorkerCommand, type WorkerSeat } from '../worker-process.ts';
import { Worker } from './bullmq.ts';
import type { QueueConnection } from './connect.ts';
import { LINES_KEPT_S, linesKey, type QueueJob, queueJobSchema, queueName } from './queue-job.ts';

export interface WorkQueueOptions {
  readonly connection: QueueConnection;
  readonly checker: string;
  readonly worker: WorkerCommand;
  /** How many repositories are looked at at the same time. */
  readonly workers: number;
  /** Milliseconds after which the jobs of a worker that disappeared are given to others. */
  readonly lostAfterMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Runs foreign code; undefined where it cannot be isolated and is not trusted. */
  readonly rehearse: EntryContext['rehearse'];
  /** Called for each job that ends, with whether an earlier result still holds. */
  readonly onEnd: (line: FleetLine, isKept: boolean) => void;
}

/** How often a job may lose its worker before it is given up. */
const MAX_LOST = 2;

/**
 * Takes jobs from the queue until the signal aborts, then finishes those it has. A repository that
 * cannot be fetched is tried again later, perhaps by another worker.
 */
export async function workQueue(options: WorkQueueOptions): Promise<void> {
  const { connection, checker, workers, lostAfterMs, signal } = options;
  const seats = Array.from({ length: workers }, () => createSeat(options.worker));
  const process = async ({ data, id = '', attemptsMade, opts }: Job): Promise<FleetLine> => {
    const seat = seats.find((one) => !one.isTaken());
    if (seat === undefined) throw new Error('More jobs were given than there are seats.');
    const isLast = attemptsMade + 1 >= (opts.attempts ?? 1);
    const job = queueJobSchema.parse(data);
    const { line, isKept } = await seat.take(job.limits, (open) => lineOf(job, id, open, options));
    if (line.status === 'failed' && line.commit === null && !isLast)
      throw new Error(line.reason ?? 'failed');
    options.onEnd(line, isKept);
    return line;
  };
  const worker = new Worker(queueName(checker), process, {
    connection: connection.redis,
    concurrency: workers,
    lockDuration: lostAfterMs,
    stalledInterval: lostAfterMs,
    maxStalledCount: MAX_LOST,
  });
  // What the connection has to say, it says itself.
  worker.on('error', () => {});
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await worker.close();
  for (const seat of seats) seat.close();
}

interface Answer {
  readonly line: FleetLine;
  readonly isKept: boolean;
}

async function lineOf(
  job: QueueJob,
  id: string,
  seat: WorkerSeat,
  { connection: { redis }, checker, env, rehearse }: WorkQueueOptions,
): Promise<Answer> {
  const kept = await redis.hget(linesKey(checker), id);
  const known = kept === null ? undefined : FLEET_LINE_SCHEMA.parse(JSON.parse(kept));
  const run = { checker, options: job.options };
  const context = { run, today: job.today, clone: job.clone, env, rehearse };
  // A job that was taken is finished: when this worker is asked to end, it waits for it.
  const { signal } = new AbortController();
  const line = await runEntry(job, seat, { ...context, signal }, known);
  if (line === undefined && known !== undefined) return { line: known, isKept: true };
  if (line === undefined) throw new Error('Nothing was known of this repository.');
  await redis.hset(linesKey(checker), id, JSON.stringify(line));
  await redis.expire(linesKey(checker), LINES_KEPT_S);
  return { line, isKept: false };
}

/** A seat whose process has the limits of the job that takes it. */
function createSeat(command: WorkerCommand) {
  let open: WorkerSeat | undefined;
  let limits = '';
  let taken = false;
  const seatWith = (wanted: QueueJob['limits']): WorkerSeat => {
    if (open === undefined || limits !== JSON.stringify(wanted)) {
      open?.close();
      limits = JSON.stringify(wanted);
      open = openSeat(command, wanted);
    }
    return open;
  };
  return {
    isTaken: () => taken,
    async take(wanted: QueueJob['limits'], work: (seat: WorkerSeat) => Promise<Answer>) {
      taken = true;
      try {
        return await work(seatWith(wanted));
      } finally {
        taken = false;
      }
    },
    close: () => open?.close(),
  };
}
