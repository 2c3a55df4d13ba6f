import { z } from 'zod';

const nanoseconds = z.number();

/** Python's own clocks in a plain loop. */
const plainLoops = {
  /** An empty Python function: the floor of the four below. */
  emptyCall: nanoseconds,
  time: nanoseconds,
  monotonic: nanoseconds,
  perfCounter: nanoseconds,
  processTime: nanoseconds,
};

/**
 * What the script prints: one line of JSON from the machine it ran on, here or on a dyno. Durations
 * are nanoseconds a call.
 */
export const clockMeasurementSchema = z.object({
  schemaVersion: z.literal(1),
  system: z.string(),
  machine: z.string(),
  kernel: z.string(),
  python: z.string(),
  /** Name of the dyno, such as `run.1234`; null elsewhere. */
  dyno: z.string().nullable(),
  /** Why nothing was measured; then all below is missing. */
  unsupported: z.string().optional(),
  /** Null where `/sys` is hidden, as it may be on a dyno. */
  clockSource: z.string().nullish(),
  availableClockSources: z.array(z.string()).optional(),
  processorFlags: z.array(z.string()).optional(),
  tracerPid: z.number().nullish(),
  seccomp: z.number().nullish(),
  /**
   * For each clock whether it could be read while the kernel refused to; null when the kernel took
   * no filter.
   */
  servedWithoutKernel: z.record(z.string(), z.boolean()).nullish(),
  nanoseconds: z
    .object({
      ...plainLoops,
      /**
       * The C library's `clock_gettime`, and the system call itself, both without the cost of
       * calling C from Python.
       */
      library: nanoseconds,
      systemCall: nanoseconds,
    })
    .optional(),
  /** The same loops in a process whose vDSO is hidden; null where none could be started. */
  withoutVdso: z.object(plainLoops).nullish(),
});
export type ClockMeasurement = z.infer<typeof clockMeasurementSchema>;

/**
 * The measurement in what the script printed; undefined when no line of it is one. Lines before it
 * (a progress line, a login message) are passed over.
 */
export function parseClockMeasurement(output: string): ClockMeasurement | undefined {
  for (const line of output.split(/\r?\n/)) {
    if (!line.startsWith('{')) continue;
    try {
      const parsed = clockMeasurementSchema.safeParse(JSON.parse(line));
      if (parsed.success) return parsed.data;
    } catch {
      // Not JSON: another program's line.
    }
  }
  return undefined;
}
