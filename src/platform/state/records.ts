import { z } from 'zod';

const vars = z.record(z.string(), z.string());
const id = z.string().regex(/^[0-9a-f-]{36}$/);
const time = z.string();

/** One release as it is kept: the ledger's, with what only the API tells. */
const release = z.object({
  id,
  version: z.number().int().positive(),
  description: z.string(),
  status: z.enum(['pending', 'succeeded', 'failed']),
  slug: id.optional(),
  configVars: vars,
  addonVars: z.array(z.string()),
  createdAt: time,
  updatedAt: time,
  /** Key of what its release command printed; undefined without one. */
  streamKey: z.string().optional(),
  addonPlans: z.array(z.string()),
});

const slug = z.object({
  id,
  commit: z.string(),
  commitDescription: z.string().default(''),
  processTypes: vars,
  bytes: z.number(),
  stack: z.string(),
  buildpack: z.string(),
  createdAt: time,
});

const build = z.object({
  id,
  status: z.enum(['pending', 'succeeded', 'failed']),
  commit: z.string(),
  sourceUrl: z.string().default(''),
  slug: id.optional(),
  release: id.optional(),
  streamKey: z.string(),
  stack: z.string(),
  createdAt: time,
  updatedAt: time,
});

const addon = z.object({
  id,
  name: z.string(),
  service: z.enum(['heroku-postgresql', 'heroku-redis']),
  plan: z.string(),
  address: z.object({
    port: z.number(),
    user: z.string(),
    password: z.string(),
    name: z.string(),
  }),
  createdAt: time,
});

const attachment = z.object({
  id,
  name: z.string(),
  addon: id,
  createdAt: time,
});

const formationEntry = z.object({
  id,
  quantity: z.number().int().nonnegative(),
  size: z.string(),
  createdAt: time,
  updatedAt: time,
});

/** An app as it is kept on disk, one file each. */
export const appSchema = z.object({
  schemaVersion: z.literal(1),
  id,
  name: z.string(),
  createdAt: time,
  updatedAt: time,
  stack: z.string(),
  buildStack: z.string(),
  region: z.enum(['us', 'eu']),
  maintenance: z.boolean(),
  buildpacks: z.array(z.string()),
  features: z.array(z.string()),
  formation: z.record(z.string(), formationEntry),
  releases: z.array(release),
  slugs: z.array(slug),
  builds: z.array(build),
  addons: z.array(addon),
  attachments: z.array(attachment),
  domains: z.array(z.object({ id, hostname: z.string(), createdAt: time, updatedAt: time })),
  drains: z.array(
    z.object({ id, url: z.string(), token: z.string(), createdAt: time, updatedAt: time }),
  ),
});

export type AppRecord = z.infer<typeof appSchema>;
export type ReleaseRecord = z.infer<typeof release>;
export type SlugRecord = z.infer<typeof slug>;
export type BuildRecord = z.infer<typeof build>;
export type AddonRecord = z.infer<typeof addon>;
export type AttachmentRecord = z.infer<typeof attachment>;

const failure = z.string().optional();

/** What belongs to no single app. */
export const sharedSchema = z.object({
  schemaVersion: z.literal(1),
  account: z.object({ id, email: z.string(), token: z.string(), createdAt: time }),
  authorizations: z.array(
    z.object({ id, token: z.string(), description: z.string(), createdAt: time }),
  ),
  port: z.number(),
  pipelines: z.array(z.object({ id, name: z.string(), createdAt: time, updatedAt: time })),
  couplings: z.array(
    z.object({
      id,
      app: id,
      pipeline: id,
      stage: z.enum(['test', 'review', 'development', 'staging', 'production']),
      createdAt: time,
      updatedAt: time,
    }),
  ),
  promotions: z.array(
    z.object({
      id,
      pipeline: id,
      source: id,
      sourceRelease: id,
      createdAt: time,
      targets: z.array(
        z.object({
          id,
          app: id,
          release: id.nullable(),
          status: z.enum(['pending', 'succeeded', 'failed']),
          error: z.string().nullable(),
        }),
      ),
    }),
  ),
  setups: z.array(
    z.object({
      id,
      app: id,
      appName: z.string(),
      status: z.enum(['pending', 'succeeded', 'failed']),
      failure,
      build: id.optional(),
      successUrl: z.string().optional(),
      postdeploy: z.object({ output: z.string(), exitCode: z.number() }).optional(),
      createdAt: time,
      updatedAt: time,
    }),
  ),
  reviewConfigs: z.array(
    z.object({
      pipeline: id,
      automatic: z.boolean(),
      destroyStale: z.boolean(),
      staleDays: z.number(),
      createdAt: time,
      updatedAt: time,
    }),
  ),
  reviewApps: z.array(
    z.object({
      id,
      pipeline: id,
      setup: id,
      app: id,
      branch: z.string(),
      prNumber: z.number().nullable(),
      createdAt: time,
      updatedAt: time,
    }),
  ),
});

export type SharedRecord = z.infer<typeof sharedSchema>;
