import { renewTables } from '../facts/renew/renew-tables.ts';
import { tableDifferences } from '../facts/renew/table-differences.ts';
import type { FactTables } from '../facts/tables.ts';
import { factFileSchema } from '../facts/tables-schema.ts';
import { readFactSources, type SourceProblem } from '../machine/read-fact-sources.ts';

/** What a refresh came to. */
export interface Refreshed {
  readonly tables: FactTables;
  /** What the tables say now and did not say before, one line a value. */
  readonly differences: readonly string[];
  /** What stayed because a source was behind it. */
  readonly kept: readonly string[];
  readonly problems: readonly SourceProblem[];
}

/**
 * The tables renewed from every public source that answers. What cannot be read stays, and nothing
 * newer is replaced by something older.
 */
export async function refreshFacts(
  tables: FactTables,
  options: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly today: string;
    readonly everySource?: boolean;
    readonly signal: AbortSignal;
  },
): Promise<Refreshed> {
  const { readings, problems } = await readFactSources({ everySource: false, ...options, tables });
  const { tables: renewed, kept } = renewTables(tables, readings);
  factFileSchema.parse({ schemaVersion: 1, ...renewed });
  return {
    tables: renewed,
    differences: tableDifferences(tables, renewed),
    kept,
    problems,
  };
}
