import { z } from 'zod';
import { fleetOptionsSchema, fleetOutcomeSchema } from './line.ts';

/** What a worker process is asked, one JSON line at a time on its standard input. */
export const workerJobSchema = z.strictObject({
  id: z.int(),
  repository: z.string(),
  /** An absolute path. */
  folder: z.string(),
  /** The day that everything is counted from. */
  today: z.string(),
  options: fleetOptionsSchema,
  /** The key of the line that an earlier run made; null without one. */
  knownKey: z.string().nullable(),
});

export type WorkerJob = z.infer<typeof workerJobSchema>;

/** What it answers on its standard output: first that it is ready, then a line for each job. */
export const workerAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('unchanged'), id: z.int() }),
  z.strictObject({ kind: z.literal('outcome'), id: z.int(), outcome: fleetOutcomeSchema }),
]);

export type WorkerAnswer = z.infer<typeof workerAnswerSchema>;
