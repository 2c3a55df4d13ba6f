import { z } from 'zod';
import { DIFFERENCE_KINDS } from '../../platform-api/comparison.ts';

const app = z.object({
  name: z.string(),
  webUrl: z.string().optional(),
  stack: z.string().optional(),
  /** The stack that the next build uses. */
  buildStack: z.string().optional(),
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
  domains: z.array(z.string()),
  stacks: z.array(z.object({ name: z.string(), state: z.string() })),
});

/**
 * What `compare --format json` prints. `schemaVersion` rises when a field is renamed, removed or
 * changes its meaning.
 */
export const COMPARISON_SCHEMA = z.object({
  schemaVersion: z.literal(1),
  app,
  differences: z.array(
    z.object({
      kind: z.enum(DIFFERENCE_KINDS),
      /** breaks: the next release fails or answers no request. differs: it deploys, and something changes. */
      gravity: z.enum(['breaks', 'differs', 'note']),
      subject: z.string(),
      here: z.string().nullable(),
      live: z.string().nullable(),
      what: z.string(),
      why: z.string(),
      next: z.string(),
    }),
  ),
});
