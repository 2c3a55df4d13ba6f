import { daysBetween } from './end-of-life.ts';
import { type FactTables, SHIPPED_TABLES } from './tables.ts';

/** What a run goes by. */
export interface InForce {
  readonly tables: FactTables;
  /** ISO date from which everything is counted. */
  readonly today: string;
  /**
   * True when nothing exists beyond the tables, as when one release of the buildpack is imitated.
   * Else what is newer than they are is taken to exist.
   */
  readonly complete: boolean;
}

let inForce: InForce = {
  tables: SHIPPED_TABLES,
  today: newestReading(SHIPPED_TABLES),
  complete: false,
};

/**
 * The tables that this run goes by, and the day it counts from. Until somebody says otherwise: the
 * shipped tables on the day they were last read, so that nothing here asks the clock.
 */
export function factsInForce(): InForce {
  return inForce;
}

/** Has the whole run go by other tables or another day; what is left out stays. */
export function useFacts(change: Partial<InForce>): void {
  inForce = { ...inForce, ...change };
}

/** The day (ISO date) on which the youngest row of the tables was read. */
export function newestReading(tables: unknown): string {
  return readingDays(tables).sort().at(-1) ?? '';
}

/** Every reading day in a table, or in a part of one. */
export function readingDays(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === 'read' && typeof value === 'string' ? [value] : readingDays(value),
  );
}

/** The command that renews the facts. */
export const RENEW_FACTS = 'dynoready facts --refresh';

/** Days after which facts are called old. */
const OLD_AFTER_DAYS = 90;

/** The sentence that says how old the facts in force are; undefined while they are fresh. */
export function oldFactsNote(): string | undefined {
  // What ages fastest and does most harm; a package that was looked up since does not make it younger.
  const read = newestReading(inForce.tables.python);
  const age = daysBetween(read, inForce.today);
  return age <= OLD_AFTER_DAYS
    ? undefined
    : `The facts about Heroku, Python and Django were read on ${read}, ${age} days ago. Renew them: ${RENEW_FACTS}`;
}
