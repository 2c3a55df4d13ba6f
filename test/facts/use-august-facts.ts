import { resolve } from 'node:path';
import { afterAll } from 'vitest';
import { ORACLE_FACTS, readFacts } from '../../scripts/oracle/read-facts.ts';
import { newestReading, useFacts } from '../../src/facts/in-force.ts';
import { SHIPPED_TABLES } from '../../src/facts/tables.ts';

/**
 * Has everything go by the facts of August 2026, on the day they were read. Complete facts say that
 * nothing newer exists, as the buildpack of that day does.
 */
export function useAugustFacts({ complete }: { readonly complete: boolean }): void {
  const tables = readFacts(resolve(import.meta.dirname, '../..', ORACLE_FACTS));
  useFacts({ tables, today: newestReading(tables), complete });
}

/** Has everything go by the shipped facts again, as at the start of a run. */
export function useShippedFacts(today = newestReading(SHIPPED_TABLES)): void {
  useFacts({ tables: SHIPPED_TABLES, today, complete: false });
}

/**
 * The same as `useAugustFacts` for a whole test file: texts and outcomes in it stay the same when
 * the tables are renewed. Test files share their modules, so the facts are put back at the end.
 */
export function keepToAugustFacts(options: { readonly complete: boolean }): void {
  useAugustFacts(options);
  afterAll(() => useShippedFacts());
}
