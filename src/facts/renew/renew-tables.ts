import { compareCycles } from '../end-of-life.ts';
import type { FactTables } from '../tables.ts';
import { moreExactDay } from './newer.ts';
import type { Readings } from './readings.ts';
import { renewDjango } from './renew-django.ts';
import { renewPython } from './renew-python.ts';
import { renewPackages, renewTools } from './renew-tools.ts';

/**
 * The tables with everything that was read, and what stays because the source is behind it. A part
 * whose source could not be read is unchanged, and so is its reading day.
 */
export function renewTables(
  tables: FactTables,
  readings: Readings,
): { readonly tables: FactTables; readonly kept: readonly string[] } {
  const kept: string[] = [];
  const note = (text: string): void => {
    kept.push(text);
  };
  return {
    tables: {
      ...tables,
      python: renewPython(tables.python, readings, note),
      tools: renewTools(tables.tools, readings, note),
      django: renewDjango(tables.django, readings, note),
      postgres: renewPostgres(tables.postgres, readings),
      packages: { written: renewPackages(tables.packages.written, readings, note) },
    },
    kept,
  };
}

function renewPostgres(
  postgres: FactTables['postgres'],
  { endOfLife, today }: Readings,
): FactTables['postgres'] {
  const cycles = endOfLife.postgresql;
  if (cycles === undefined) return postgres;
  const source = {
    title: 'endoflife.date, "PostgreSQL"',
    url: 'https://endoflife.date/postgresql',
  };
  const oldest = postgres.versions[0]?.version ?? '0';
  const known = new Map(postgres.versions.map((row) => [row.version, row]));
  for (const { name, ends } of cycles) {
    if (ends === null || compareCycles(name, oldest) < 0) continue;
    const supportEnds = moreExactDay(known.get(name)?.supportEnds ?? null, ends) ?? ends;
    known.set(name, { version: name, supportEnds, source, read: today });
  }
  const versions = [...known.values()].sort((a, b) => compareCycles(a.version, b.version));
  return { ...postgres, versions };
}
