import { type FactTables, SHIPPED_TABLES } from './tables.ts';

interface InForce {
  readonly tables: FactTables;
  /** ISO date. */
  readonly today: string;
}

let inForce: InForce = { tables: SHIPPED_TABLES, today: newestReading(SHIPPED_TABLES) };

/**
 * The tables that this run goes by, and the day it counts from (ISO date). Until somebody says
 * otherwise: the shipped tables on the day they were last read, so that nothing here asks the clock.
 */
export function factsInForce(): InForce {
  return inForce;
}

/** Has the whole run go by other tables, another day, or both; what is left out stays. */
export function useFacts(change: Partial<InForce>): void {
  inForce = {
    tables: change.tables ?? inForce.tables,
    today: change.today ?? inForce.today,
  };
}

/** The day (ISO date) on which the youngest row of the tables was read. */
export function newestReading(tables: FactTables): string {
  return readingDays(tables).sort().at(-1) ?? '';
}

/** Every reading day in a table, or in a part of one. */
export function readingDays(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === 'read' && typeof value === 'string' ? [value] : readingDays(value),
  );
}
