import * as z from 'zod/mini';
import type { FactTables } from './tables.ts';

const date = z.iso.date();
const line = z.string().check(z.regex(/^3\.\d{1,2}$/));
const version = z.string().check(z.regex(/^\d{1,4}(\.\d{1,4}){1,3}$/));
const text = z.string().check(z.minLength(1), z.maxLength(300));
const provenance = {
  source: z.strictObject({ title: text, url: z.url({ protocol: /^https$/ }) }),
  read: date,
};

const python = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        line,
        classic: z.nullable(version),
        cnb: z.nullable(version),
        upstreamEnds: z.nullable(date),
        deprecatedSince: z.nullable(date),
        refusedSince: z.nullable(date),
        ...provenance,
      }),
    )
    .check(z.minLength(1)),
  defaults: z
    .array(z.strictObject({ line, since: date, expected: z.boolean(), ...provenance }))
    .check(z.minLength(1)),
});

const tools = z.strictObject({
  pins: z.array(
    z.strictObject({
      tool: z.enum(['pip', 'pipenv', 'poetry', 'uv']),
      classic: z.nullable(version),
      cnb: z.nullable(version),
      ...provenance,
    }),
  ),
  setuptools: z.strictObject({ version, lines: z.array(line), ...provenance }),
  pipTools: z.strictObject({ version, ...provenance }),
  wheels: z.array(
    z.strictObject({
      wheel: text,
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      ...provenance,
    }),
  ),
});

const stacks = z.strictObject({
  stacks: z
    .array(
      z.strictObject({
        name: text,
        ubuntu: version,
        state: z.enum(['deprecated', 'available', 'recommended']),
        supportEnds: z.nullable(date),
        ...provenance,
      }),
    )
    .check(z.minLength(1)),
  default: z.strictObject({ name: text, ...provenance }),
  retired: z.array(z.strictObject({ name: text, ...provenance })),
});

const django = z.strictObject({
  series: z
    .array(
      z.strictObject({
        series: z.string().check(z.regex(/^\d{1,4}(\.\d{1,2})?$/)),
        newest: version,
        firstRelease: date,
        mainstreamEnds: date,
        supportEnds: date,
        lts: z.boolean(),
        oldestPython: line,
        newestPython: line,
        oldestPostgres: z.nullable(z.int().check(z.positive())),
        ...provenance,
      }),
    )
    .check(z.minLength(1)),
});

const postgres = z.strictObject({
  versions: z
    .array(z.strictObject({ version: text, supportEnds: date, ...provenance }))
    .check(z.minLength(1)),
  default: z.strictObject({ version: text, ...provenance }),
  plans: z.array(
    z.strictObject({ plan: text, connections: z.int().check(z.positive()), ...provenance }),
  ),
});

const packages = z.strictObject({
  written: z.array(z.strictObject({ package: text, newest: version, ...provenance })),
});

const platform = z.strictObject({
  phase: z.strictObject({ name: text, since: date, means: text, ...provenance }),
});

/**
 * What a file of facts must hold. Loaded only to read such a file, and small, because `check` reads the
 * facts that a refresh has kept.
 */
export const factFileSchema: z.ZodMiniType<FactTables & { readonly schemaVersion: 1 }> =
  z.strictObject({
    schemaVersion: z.literal(1),
    python,
    tools,
    stacks,
    django,
    postgres,
    packages,
    platform,
  });
