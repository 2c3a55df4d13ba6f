import { resolve } from 'node:path';
import { ORACLE_FACTS, readFacts } from '../../scripts/oracle/read-facts.ts';
import { newestReading, useFacts } from '../../src/facts/in-force.ts';

/**
 * Has the test file go by the facts of August 2026, on the day they were read: texts and outcomes in
 * it stay the same when the tables are renewed.
 */
export function useAugustFacts(): void {
  const tables = readFacts(resolve(import.meta.dirname, '../..', ORACLE_FACTS));
  useFacts({ tables, today: newestReading(tables) });
}
