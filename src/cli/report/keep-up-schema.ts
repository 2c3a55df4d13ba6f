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

const declaredPackage = z.object({
  name: z.string(),
  from: z.string(),
  inUse: z.string().nullable(),
  newest: z.string().nullable(),
  /** `Requires-Python` of the release in use. */
  python: z.string().nullable(),
  /** The series of Django that it declares. */
  djangos: z.array(z.string()),
  /** Null when the index did not tell. */
  vulnerabilities: z.array(z.object({ id: z.string(), fixedIn: z.array(z.string()) })).nullable(),
  /** The first release that declares a series that the plan goes through; null when none does. */
  raises: z.array(z.object({ django: z.string(), to: z.string().nullable() })),
  /** What the package index did not tell. */
  unknown: z.array(z.string()),
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
  packages: z.array(declaredPackage),
  platform: z.object({
    name: z.string(),
    since: z.iso.date(),
    means: z.string(),
    source: z.object({ title: z.string(), url: z.url() }),
    read: z.iso.date(),
  }),
  /** The two ends that a plan can have, with the days that each buys. */
  choice: z.array(z.object({ series: z.string(), lts: z.boolean(), days: z.int() })),
  plan: z.array(
    z.object({
      layer: z.string(),
      from: z.string().nullable(),
      to: z.string(),
      because: z.string(),
      /** The Python that changes in the same step; null for none. */
      withPython: z.string().nullable(),
      packages: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
      do: z.array(z.string()),
      codemod: z.array(z.string()),
      check: z.array(z.string()),
    }),
  ),
});
