import { z } from 'zod';
import type { FactTables } from './tables.ts';

const date = z.iso.date();
const line = z.string().regex(/^3\.\d{1,2}$/);
const version = z.string().regex(/^\d{1,4}(\.\d{1,4}){1,3}$/);
const text = z.string().min(1).max(300);
const provenance = {
  source: z.strictObject({ title: text, url: z.url({ protocol: /^https$/ }) }),
  read: date,
};

const python = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        line,
        classic: version.nullable(),
        cnb: version.nullable(),
        upstreamEnds: date.nullable(),
        deprecatedSince: date.nullable(),
        refusedSince: date.nullable(),
        ...provenance,
      }),
    )
    .min(1),
  defaults: z
    .array(z.strictObject({ line, since: date, expected: z.boolean(), ...provenance }))
    .min(1),
});

const tools = z.strictObject({
  pins: z.array(
    z.strictObject({
      tool: z.enum(['pip', 'pipenv', 'poetry', 'uv']),
      classic: version.nullable(),
      cnb: version.nullable(),
      ...provenance,
    }),
  ),
  setuptools: z.strictObject({ version, lines: z.array(line), ...provenance }),
  pipTools: z.strictObject({ version, ...provenance }),
  wheels: z.array(
    z.strictObject({ wheel: text, sha256: z.string().regex(/^[0-9a-f]{64}$/), ...provenance }),
  ),
});

const stacks = z.strictObject({
  stacks: z
    .array(
      z.strictObject({
        name: text,
        ubuntu: version,
        state: z.enum(['deprecated', 'available', 'recommended']),
        supportEnds: date.nullable(),
        ...provenance,
      }),
    )
    .min(1),
  default: z.strictObject({ name: text, ...provenance }),
  retired: z.array(z.strictObject({ name: text, ...provenance })),
});

const django = z.strictObject({
  series: z
    .array(
      z.strictObject({
        series: z.string().regex(/^\d{1,4}(\.\d{1,2})?$/),
        newest: version,
        firstRelease: date,
        mainstreamEnds: date,
        supportEnds: date,
        lts: z.boolean(),
        oldestPython: line,
        newestPython: line,
        oldestPostgres: z.int().positive().nullable(),
        ...provenance,
      }),
    )
    .min(1),
});

const postgres = z.strictObject({
  versions: z.array(z.strictObject({ version: text, supportEnds: date, ...provenance })).min(1),
  default: z.strictObject({ version: text, ...provenance }),
  plans: z.array(z.strictObject({ plan: text, connections: z.int().positive(), ...provenance })),
});

const packages = z.strictObject({
  written: z.array(z.strictObject({ package: text, newest: version, ...provenance })),
});

const platform = z.strictObject({
  phase: z.strictObject({ name: text, since: date, means: text, ...provenance }),
});

/** What a file of facts must hold. Loaded only to read such a file: `check` does without it. */
export const factFileSchema: z.ZodType<FactTables & { readonly schemaVersion: 1 }> = z.strictObject(
  {
    schemaVersion: z.literal(1),
    python,
    tools,
    stacks,
    django,
    postgres,
    packages,
    platform,
  },
);
