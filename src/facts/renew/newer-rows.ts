import type { FactTables } from '../tables.ts';
import { rowName } from './row-name.ts';

/**
 * The tables with each row of the other ones that was read later. Neither set loses a row: a package
 * that was updated after the last refresh may know more than the refreshed facts, and the other way
 * round.
 */
export function withNewerRows(tables: FactTables, others: FactTables): FactTables {
  return newer(tables, others) as FactTables;
}

function newer(known: unknown, other: unknown): unknown {
  if (!isRecord(known) || !isRecord(other)) {
    if (!Array.isArray(known) || !Array.isArray(other)) return known;
    return newerList(known, other);
  }
  if (typeof known.read === 'string')
    return typeof other.read === 'string' && other.read > known.read ? other : known;
  return Object.fromEntries(
    Object.entries(known).map(([name, part]) => [name, newer(part, other[name])]),
  );
}

function newerList(known: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  const others = new Map(other.map((row) => [rowName(row), row]));
  const rows = known.map((row) => newer(row, others.get(rowName(row))));
  const names = new Set(known.map(rowName));
  const newestDay = rows.map(readingDay).sort().at(-1) ?? '';
  // What the younger table dropped, such as a default that was only expected, does not come back.
  const added = other.filter((row) => !names.has(rowName(row)) && readingDay(row) >= newestDay);
  return [...rows, ...added];
}

function readingDay(row: unknown): string {
  return isRecord(row) && typeof row.read === 'string' ? row.read : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
