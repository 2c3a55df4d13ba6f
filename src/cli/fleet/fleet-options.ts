import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import { parseShard } from '../../fleet/shard.ts';

/** Files that a clone may have. */
const MAX_FILES = 500_000;

const givenSchema = z.object({
  output: z.string().optional(),
  page: z.string().optional(),
  against: z.string().optional(),
  shard: z.string().optional(),
  queue: z.string().optional(),
  rehearse: z.boolean().optional(),
  trusted: z.boolean().optional(),
  rehearseTimeout: z.string(),
  workers: z.string().optional(),
  timeout: z.string(),
  memory: z.string(),
  size: z.string(),
  gitHost: z.string(),
  failOn: z.enum(['error', 'warning', 'hint']),
  today: z.string().optional(),
  rule: z.array(z.string()).optional(),
  skip: z.array(z.string()).optional(),
});

/** The options of `dynoready fleet`, with numbers as numbers. */
export type FleetCommandOptions = ReturnType<typeof parseFleetOptions>;

/** What commander gives as what the fleet takes. Throws a UsageError for a number that is none. */
export function parseFleetOptions(given: Readonly<Record<string, unknown>>) {
  const options = givenSchema.parse(given);
  if (options.against !== undefined && options.page === undefined)
    throw new UsageError('--against compares on the page of the results', {
      next: ['Name the page too: --page fleet.html'],
    });
  if (options.trusted && !options.rehearse)
    throw new UsageError('--trusted says that --rehearse may run the code as you', {
      next: ['Without --rehearse nothing is run.'],
    });
  const timeoutMs = numberOf('--timeout', options.timeout, 1, 86_400) * 1000;
  return {
    ...options,
    shard: options.shard === undefined ? undefined : parseShard(options.shard),
    workers:
      options.workers === undefined
        ? availableParallelism()
        : numberOf('--workers', options.workers, 1, 256),
    limits: { timeoutMs, memoryMb: numberOf('--memory', options.memory, 256, 1_000_000) },
    rehearseTimeoutMs: numberOf('--rehearse-timeout', options.rehearseTimeout, 10, 86_400) * 1000,
    clone: {
      timeoutMs,
      maxBytes: numberOf('--size', options.size, 1, 1_000_000) * 1e6,
      maxFiles: MAX_FILES,
    },
  };
}

/** The whole number of an option. Throws a UsageError for anything else. */
export function numberOf(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(
    `${option} needs a whole number from ${least} to ${most.toLocaleString('en')}, not '${text}'`,
  );
}
