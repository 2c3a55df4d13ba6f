import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../../src/facts/usage-error.ts';

const texts = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
  .nullish()
  .transform((one) => one ?? {});
const text = z.string().nullish();
/** Members that only say where a case comes from. */
const documentary = z.unknown().optional();

const executable = z.boolean().default(false);
const fileSchema = z.union(
  [
    z.string().transform((content) => ({ content, executable: false })),
    z
      .strictObject({ text: z.string(), executable })
      .transform((one) => ({ content: one.text, executable: one.executable })),
    z.strictObject({ base64: z.base64(), executable }).transform((one) => ({
      content: new Uint8Array(Buffer.from(one.base64, 'base64')),
      executable: one.executable,
    })),
    z.strictObject({ link: z.string().min(1) }),
  ],
  {
    error:
      'expected a text, { "text", "executable" }, { "base64", "executable" } or { "link" }, with base64 that decodes',
  },
);

const pathSchema = z.string().refine(isPushable, {
  error: 'expected the path of a file that git can push: relative, with /, without . and ..',
});

const filesSchema = z.preprocess(
  // A Map, because a file may be called __proto__.
  (value: unknown = {}) => (isPlainObject(value) ? new Map(Object.entries(value)) : value),
  z
    .map(pathSchema, fileSchema, { error: 'expected an object of files by path' })
    .superRefine((files, context) => {
      for (const path of files.keys()) {
        const above = foldersAbove(path).find((folder) => files.has(folder));
        if (above !== undefined)
          context.addIssue({
            code: 'custom',
            path: [path],
            message: `stands below ${above}, which is no folder`,
          });
      }
    }),
);

/** A file with its content and mode, or a link with its target as written. */
export type CaseEntry = z.output<typeof fileSchema>;

/** The files of a case by path, as in git. */
export type CaseFiles = ReadonlyMap<string, CaseEntry>;

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPushable(path: string): boolean {
  return (
    !path.includes('\0') && path.split('/').every((name) => !['', '.', '..', '.git'].includes(name))
  );
}

function foldersAbove(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** The decisions that a case can be about alone. */
const UNITS = [
  'detect',
  'forbidden env vars',
  'determine package manager',
  'has manage.py',
  'parse .python-version',
  'read requested version',
  'resolve requested version',
] as const;

const caseSchema = z.strictObject({
  id: z.string(),
  title: documentary,
  source: documentary,
  stacksTested: documentary,
  assertedBySpec: documentary,
  notes: documentary,
  buildpack: z.enum(['classic', 'cnb']),
  mode: z.enum(['build', 'ci', 'runtime', 'unit']),
  stack: z.string(),
  configVars: texts,
  /** What buildpacks that ran before have left in the environment. */
  buildpackEnv: texts,
  files: filesSchema,
  unit: z.enum(UNITS).nullish(),
  cacheState: z
    .strictObject({
      buildpackVersion: documentary,
      stack: text,
      pythonFullVersion: text,
      packageManager: text,
      pipVersion: text,
      pipenvVersion: text,
      poetryVersion: text,
      uvVersion: text,
      lockOrRequirementsUnchanged: z.boolean().nullish(),
      hasSqliteHeaders: z.boolean().nullish(),
    })
    .nullish(),
  runtime: z
    .strictObject({
      dynoSize: documentary,
      memoryMb: z.number().nullish(),
      cpuCores: z.number().nullish(),
      dyno: text,
      userEnv: texts,
    })
    .nullish(),
  expect: z.record(z.string(), z.unknown()),
  staticFields: z.array(z.string()).default([]),
  needsNetwork: z.enum(['none', 'pypi', 'other']),
  kind: z.enum(['static', 'build']),
  requiresPython: text,
  disabledUpstream: z.boolean().nullish(),
});

/** One build whose outcome is known, in the format of the oracle files. */
export type OracleCase = z.infer<typeof caseSchema>;

/** The cases of a file that are understood, and those that are not with the reason. */
export interface CaseFile {
  readonly cases: readonly OracleCase[];
  readonly refused: readonly { readonly id: string; readonly because: string }[];
}

/**
 * Reads a file of cases, without those that are switched off where they come from. A case with a
 * member or a value that is not understood is refused alone. Throws a UsageError for a file that is
 * no list.
 */
export function readCases(path: string): CaseFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read as JSON`, {
      evidence: [(error as Error).message],
    });
  }
  if (!Array.isArray(content)) throw new UsageError(`${path} is no list of oracle cases`);
  const cases: OracleCase[] = [];
  const refused: { id: string; because: string }[] = [];
  for (const [at, one] of content.entries()) {
    const parsed = caseSchema.safeParse(one);
    const named = (one as { readonly id?: unknown } | null)?.id;
    if (parsed.success) cases.push(parsed.data);
    else
      refused.push({
        id: typeof named === 'string' ? named : `case ${at + 1}`,
        because: parsed.error.issues.map(describeIssue).join('; '),
      });
  }
  return { cases: cases.filter((one) => one.disabledUpstream !== true), refused };
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** A field on which a case and the simulation disagree. */
export interface Disagreement {
  readonly field: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Compares the named fields; an object agrees when every member that is expected is there with that
 * value.
 */
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
  return Object.entries(expected).every(
    ([name, value]) => JSON.stringify(found[name]) === JSON.stringify(value),
  );
}
