import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fleetOptionsSchema } from '../line.ts';

/** One repository as a job of a queue: all that a worker on another machine has to know. */
export const queueJobSchema = z.strictObject({
  repository: z.string(),
  source: z.union([z.strictObject({ folder: z.string() }), z.strictObject({ url: z.string() })]),
  options: fleetOptionsSchema,
  today: z.string(),
  limits: z.strictObject({ timeoutMs: z.number(), memoryMb: z.number() }),
  clone: z.strictObject({ timeoutMs: z.number(), maxBytes: z.number(), maxFiles: z.number() }),
});

export type QueueJob = z.infer<typeof queueJobSchema>;

/** The name of the queue of one version: workers take only jobs whose results are their own. */
export function queueName(version: string): string {
  return `dynoready-fleet-${version}`;
}

/** An id that the same repository with the same options always has, so that it is queued once. */
export function queueJobId(job: QueueJob): string {
  return createHash('sha256').update(JSON.stringify(job)).digest('hex').slice(0, 32);
}

/** Name of the hash in Redis that keeps the newest line of each job, by its id. */
export function linesKey(version: string): string {
  return `${queueName(version)}:lines`;
}

/** Seconds that lines are kept after the last job. */
export const LINES_KEPT_S = 7 * 24 * 3600;
/** How often a repository is tried that cannot be fetched. */
export const ATTEMPTS = 3;
