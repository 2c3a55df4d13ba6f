import { compareCycles } from '../end-of-life.ts';
import type { KeptNote } from './readings.ts';

/** The newer of two versions; says so when that is not the one that was read. */
export function newerVersion(
  what: string,
  known: string | null,
  read: string | undefined,
  kept: KeptNote,
): string | null {
  if (read === undefined) return known;
  if (known === null || compareCycles(read, known) >= 0) return read;
  kept(`${what}: ${read} was read, which is older than ${known}`);
  return known;
}

/**
 * The day that was read, unless it says less: the first day of the month in which the known day lies
 * stands for the whole month, and a source without a day keeps the known one.
 */
export function moreExactDay(known: string | null, read: string | null | undefined): string | null {
  if (read === null || read === undefined) return known;
  const isSameMonth = known !== null && read === `${known.slice(0, 7)}-01`;
  return isSameMonth ? known : read;
}

/** The title of a source, cut to what a row may hold. */
export function titleOf(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join('; ')
    .slice(0, 300);
}
