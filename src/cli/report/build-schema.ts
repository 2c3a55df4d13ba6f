import { z } from 'zod';
import { buildReportSchema } from '../../rehearsal/rehearsal.ts';

/**
 * What `build --format json` prints. `schemaVersion` rises when a field is renamed, removed or changes
 * its meaning.
 */
export const BUILD_SCHEMA = z.object({
  schemaVersion: z.literal(1),
  ...buildReportSchema.shape,
  /** What made the build fail, where the output of its command tells. */
  failureCause: z
    .object({ id: z.string(), what: z.string(), remedy: z.array(z.string()) })
    .nullable(),
  /** Null after a failure. */
  slug: z
    .object({
      /** Bytes after compression. */
      slugBytes: z.number().nonnegative(),
      processTypes: z.record(z.string(), z.string()),
    })
    .nullable(),
  differences: z.array(z.string()),
});
