import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { longDate } from '../facts/end-of-life.ts';
import { newestReading, oldFactsNote, RENEW_FACTS, useFacts } from '../facts/in-force.ts';
import { withNewerRows } from '../facts/renew/newer-rows.ts';
import { type FactTables, SHIPPED_TABLES } from '../facts/tables.ts';
import { namesCache, toolCacheFolder } from './tools/tool-cache.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The file that keeps refreshed facts: `DYNOREADY_FACTS` if set, else one in the user's cache. It need
 * not exist.
 */
export function keptFactsFile(env: Environment): string {
  return env.DYNOREADY_FACTS || join(toolCacheFolder(env), 'facts.json');
}

/**
 * Has the run count from a day (ISO date) and go by the facts that a refresh has kept, where they are
 * newer than the shipped ones. Returns what a person has to know, one line each: which facts these
 * are, or that they are old or broken.
 */
export async function useKeptFacts(env: Environment, today: string): Promise<readonly string[]> {
  useFacts({ today });
  const notes: string[] = [];
  const kept = await readKeptFacts(env);
  if (kept === 'broken')
    notes.push(
      `${keptFactsFile(env)} is no file of facts and is not used. Renew it: ${RENEW_FACTS}`,
    );
  else if (kept !== undefined) {
    const tables = withNewerRows(SHIPPED_TABLES, kept);
    useFacts({ tables });
    if (newestReading(tables) > newestReading(SHIPPED_TABLES))
      notes.push(`facts of ${longDate(newestReading(tables))}`);
  }
  return [...notes, oldFactsNote() ?? []].flat();
}

/**
 * The facts that a refresh has kept; undefined without any, and `broken` for a file that holds none.
 * Somebody without a home keeps none. The schema is loaded only
 * when there is a file.
 */
async function readKeptFacts(env: Environment): Promise<FactTables | 'broken' | undefined> {
  if (env.DYNOREADY_FACTS === undefined && !namesCache(env)) return undefined;
  let text: string;
  try {
    text = readFileSync(keptFactsFile(env), 'utf8');
  } catch {
    return undefined;
  }
  const { factFileSchema } = await import('../facts/tables-schema.ts');
  try {
    const { schemaVersion: _version, ...tables } = factFileSchema.parse(JSON.parse(text));
    return tables;
  } catch {
    return 'broken';
  }
}

/** Keeps the tables for later runs: the file is whole at every moment. Returns its path. */
export function writeKeptFacts(env: Environment, tables: FactTables): string {
  const file = keptFactsFile(env);
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.part-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(part, `${JSON.stringify({ schemaVersion: 1, ...tables }, undefined, 2)}\n`);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
  return file;
}
