import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FactTables } from '../../src/facts/tables.ts';
import { factFileSchema } from '../../src/facts/tables-schema.ts';
import { UsageError } from '../../src/facts/usage-error.ts';

/**
 * The facts that the shared cases were made from, relative to the root of the checkout: buildpack
 * v351 and heroku/buildpacks-python 6.5.6.
 */
export const ORACLE_FACTS = 'test/fixtures/facts/2026-08-18.json';

/** The tables in a file of facts. Throws a UsageError for a file that is none. */
export function readFacts(path: string): FactTables {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read as JSON`, {
      evidence: [(error as Error).message],
    });
  }
  const parsed = factFileSchema.safeParse(content);
  if (!parsed.success)
    throw new UsageError(`${path} is not a file of facts`, {
      evidence: z.prettifyError(parsed.error).split('\n').slice(0, 10),
    });
  const { schemaVersion: _version, ...tables } = parsed.data;
  return tables;
}
