import { z } from 'zod';
import { phaseNameSchema, phaseSchema, rehearsalSchema } from '../../rehearsal/rehearsal.ts';

/**
 * One line of `rehearse --format jsonl`. `started` is the first and `finished` the last; its
 * `schemaVersion` rises when a field is renamed, removed or changes its meaning, while events and
 * fields may be added.
 */
export const REHEARSAL_EVENT_SCHEMA = z.discriminatedUnion('event', [
  z.object({ event: z.literal('started'), schemaVersion: z.literal(1), project: z.string() }),
  z.object({ event: z.literal('phase-started'), phase: phaseNameSchema }),
  /** A line that a phase printed, such as one of the build's log. */
  z.object({ event: z.literal('line'), phase: phaseNameSchema, text: z.string() }),
  /** A line of the app's log, as `heroku logs` shows it. */
  z.object({
    event: z.literal('log'),
    at: z.iso.datetime(),
    source: z.enum(['app', 'heroku']),
    dyno: z.string(),
    message: z.string(),
  }),
  z.object({ event: z.literal('phase-ended'), phase: phaseSchema }),
  z.object({ event: z.literal('finished'), rehearsal: rehearsalSchema }),
]);

export type RehearsalEvent = z.infer<typeof REHEARSAL_EVENT_SCHEMA>;

/** The event as one line of JSON. */
export function renderEvent(event: RehearsalEvent): string {
  return `${JSON.stringify(event)}\n`;
}
