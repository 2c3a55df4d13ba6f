import type { Cycle } from './end-of-life.ts';
import { factsInForce } from './in-force.ts';
import type { DjangoRow } from './tables.ts';

/** A series of Django, with the Pythons and the oldest PostgreSQL that it works with. */
export interface DjangoCycle extends Cycle {
  readonly supportEnds: string;
  readonly lts: boolean;
  /** Oldest and newest Python as X.Y. */
  readonly python: readonly [string, string];
  /** Oldest PostgreSQL; undefined where it no longer matters to anybody. */
  readonly oldestPostgres: number | undefined;
}

/** The rows of Django's series, oldest first. */
export function djangoRows(): readonly DjangoRow[] {
  return factsInForce().tables.django.series;
}

/** Series of Django, oldest first. */
export function djangoCycles(): readonly DjangoCycle[] {
  return djangoRows().map((row) => ({
    cycle: row.series,
    supportEnds: row.supportEnds,
    lts: row.lts,
    python: [row.oldestPython, row.newestPython],
    oldestPostgres: row.oldestPostgres ?? undefined,
  }));
}

/**
 * The series of a version: `5.2` for `5.2.19` and `5.2rc1`; from 2028 on the year alone, as
 * versions are `YYYY` or `YYYY.N` then. Undefined for a text that begins with no number. Source:
 * Django's page on its release process; read 2026-11-23.
 */
export function djangoSeriesOf(version: string): string | undefined {
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?/.exec(version.trim()) ?? [];
  if (major === undefined) return undefined;
  return Number(major) >= 2028 ? major : `${major}.${minor ?? '0'}`;
}
