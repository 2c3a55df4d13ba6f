import { z } from 'zod';
import { DIFFERENCE_KINDS, GRAVITIES } from '../../comparison/difference.ts';

const app = z.object({
  name: z.string(),
  webUrl: z.string().optional(),
  stack: z.string().optional(),
  /** The stack that the next build uses. */
  buildStack: z.string().optional(),
  maintenance: z.boolean(),
  /** Names alone, never values. */
  configVarNames: z.array(z.string()),
  processTypes: z.array(
    z.object({
      name: z.string(),
      quantity: z.number(),
      size: z.string().optional(),
      command: z.string(),
    }),
  ),
  lastRelease: z
    .object({
      version: z.number(),
      status: z.string(),
      description: z.string(),
      createdAt: z.string(),
    })
    .optional(),
  /** The commit of the slug that runs. */
  commit: z.string().optional(),
  /** Empty when Heroku chooses at each build. */
  buildpacks: z.array(z.string()),
  addons: z.array(
    z.object({
      name: z.string(),
      plan: z.string(),
      state: z.string(),
      configVars: z.array(z.string()),
    }),
  ),
  /** Custom domains alone. */
  domains: z.array(z.string()),
  herokuDomain: z.string().optional(),
  uncertified: z.array(
    z.object({ hostname: z.string(), status: z.string(), reason: z.string().optional() }),
  ),
  certificates: z.array(
    z.object({ name: z.string(), domains: z.array(z.string()), expires: z.string().optional() }),
  ),
  stacks: z.array(z.object({ name: z.string(), state: z.string() })),
});

const comparison = {
  app,
  differences: z.array(
    z.object({
      kind: z.enum(DIFFERENCE_KINDS),
      /** What each means is told in src/comparison/difference.ts. */
      gravity: z.enum(GRAVITIES),
      subject: z.string(),
      here: z.string().nullable(),
      live: z.string().nullable(),
      what: z.string(),
      why: z.string(),
      next: z.string(),
    }),
  ),
};

/**
 * What `compare --format json` prints of one app, or with `--account` of all. `schemaVersion` rises
 * when a field is renamed, removed or changes its meaning.
 */
export const COMPARISON_SCHEMA = z.union([
  z.object({ schemaVersion: z.literal(1), ...comparison }),
  z.object({
    schemaVersion: z.literal(1),
    apps: z.array(z.object({ isOfRepository: z.boolean(), ...comparison })),
  }),
]);
