import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';

const texts = z.record(z.string(), z.string());

const caseSchema = z.object({
  id: z.string(),
  buildpack: z.enum(['classic', 'cnb']),
  mode: z.enum(['build', 'ci', 'runtime', 'unit']),
  stack: z.string(),
  configVars: texts.default({}),
  files: texts.default({}),
  filesBase64: texts.default({}),
  symlinks: texts.default({}),
  pySource: texts.default({}),
  otherFiles: texts.default({}),
  hooks: texts.default({}),
  unit: z.string().optional(),
  cacheState: z
    .object({
      stack: z.string(),
      pythonFullVersion: z.string(),
      packageManager: z.string(),
      pipVersion: z.string(),
      pipenvVersion: z.string(),
      poetryVersion: z.string(),
      uvVersion: z.string(),
      lockOrRequirementsUnchanged: z.boolean(),
    })
    .partial()
    .optional(),
  runtime: z.object({ memoryMb: z.number(), cpuCores: z.number(), dyno: z.string(), userEnv: texts }).partial().optional(),
  expect: z.record(z.string(), z.unknown()),
  staticFields: z.array(z.string()),
  needsNetwork: z.enum(['none', 'pypi', 'other']),
  kind: z.enum(['static', 'build']),
  requiresPython: z.string().optional(),
  disabledUpstream: z.boolean().optional(),
});

/** One build whose outcome is known, in the format of the oracle files. */
export type OracleCase = z.infer<typeof caseSchema>;

/** The cases of a file, without those that are switched off where they come from. Throws a UsageError for a file that is none. */
export function readCases(path: string): readonly OracleCase[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read as JSON`, { evidence: [(error as Error).message] });
  }
  const parsed = z.array(caseSchema).safeParse(content);
  if (parsed.success) return parsed.data.filter((one) => one.disabledUpstream !== true);
  const [issue] = parsed.error.issues;
  throw new UsageError(`${path} is no file of oracle cases`, { evidence: [`${issue?.path.join('.')}: ${issue?.message}`] });
}

/** A field on which a case and the simulation disagree. */
export interface Disagreement {
  readonly field: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Compares the named fields; an object agrees when every member that is expected is there with that value. */
export function compareFields(
  fields: readonly string[],
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): readonly Disagreement[] {
  return fields
    .map((field) => ({ field, expected: expected[field] ?? null, actual: actual[field] ?? null }))
    .filter((one) => !agrees(one.expected, one.actual));
}

function agrees(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected))
    return JSON.stringify(expected) === JSON.stringify(actual);
  const found = (actual ?? {}) as Record<string, unknown>;
  return Object.entries(expected).every(([name, value]) => JSON.stringify(found[name]) === JSON.stringify(value));
}
