import { z } from 'zod';

const layer = z.object({
  name: z.string(),
  /** Null when nothing tells it. */
  inUse: z.string().nullable(),
  from: z.string(),
  /** The newest upstream; null for what only the platform has. */
  newest: z.string().nullable(),
  newestOnHeroku: z.string().nullable(),
  supportedUntil: z.iso.date().nullable(),
  /** Negative when support is over. */
  daysLeft: z.int().nullable(),
  platform: z.string().nullable(),
  /** Why nobody can say how it stands; null when one can. */
  cannotTell: z.string().nullable(),
  due: z.boolean(),
  next: z.object({ to: z.string(), step: z.int().min(1) }).nullable(),
});

/**
 * What `keep-up --format json` prints. `schemaVersion` rises when a field is renamed, removed or
 * changes its meaning.
 */
export const KEEP_UP_SCHEMA = z.object({
  schemaVersion: z.literal(1),
  today: z.iso.date(),
  /** The day of the newest fact that was used. */
  datesRead: z.iso.date(),
  withinDays: z.number(),
  /** Where it was read, when that is not the folder that was named. */
  notes: z.array(z.string()),
  layers: z.array(layer),
  platform: z.object({
    name: z.string(),
    since: z.iso.date(),
    means: z.string(),
    source: z.object({ title: z.string(), url: z.url() }),
    read: z.iso.date(),
  }),
  plan: z.array(
    z.object({
      layer: z.string(),
      from: z.string().nullable(),
      to: z.string(),
      because: z.string(),
      do: z.array(z.string()),
    }),
  ),
});
