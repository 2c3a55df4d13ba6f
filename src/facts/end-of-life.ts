/** One line of releases and the last day on which it gets security fixes. */
export interface Cycle {
  readonly cycle: string;
  /** ISO date; undefined when no date was found. */
  readonly supportEnds: string | undefined;
}

/** A series of Django, with the Pythons and the oldest PostgreSQL that it works with. */
export interface DjangoCycle extends Cycle {
  readonly supportEnds: string;
  readonly lts: boolean;
  /** Oldest and newest Python as X.Y. */
  readonly python: readonly [string, string];
  /** Oldest PostgreSQL; undefined where it no longer matters to anybody. */
  readonly oldestPostgres: number | undefined;
}

/**
 * The day on which the tables of this file were read. `keep-up` prints it, so that old data is seen
 * as old.
 */
export const END_OF_LIFE_READ = '2026-11-23';

/** Lines of Python, oldest first. Source: endoflife.date, "Python"; read 2026-11-23. */
export const PYTHON_CYCLES: readonly (Cycle & { readonly supportEnds: string })[] = [
  { cycle: '3.6', supportEnds: '2021-12-23' },
  { cycle: '3.7', supportEnds: '2023-06-27' },
  { cycle: '3.8', supportEnds: '2024-10-14' },
  { cycle: '3.9', supportEnds: '2025-10-31' },
  { cycle: '3.10', supportEnds: '2026-10-31' },
  { cycle: '3.11', supportEnds: '2027-10-31' },
  { cycle: '3.12', supportEnds: '2028-10-31' },
  { cycle: '3.13', supportEnds: '2029-10-31' },
  { cycle: '3.14', supportEnds: '2030-10-31' },
];

/**
 * Series of Django, oldest first. Source: endoflife.date, "Django", and Django's release notes;
 * read 2026-11-23.
 */
export const DJANGO_CYCLES: readonly DjangoCycle[] = [
  {
    cycle: '2.2',
    supportEnds: '2022-04-11',
    lts: true,
    python: ['3.5', '3.9'],
    oldestPostgres: undefined,
  },
  {
    cycle: '3.0',
    supportEnds: '2021-04-06',
    lts: false,
    python: ['3.6', '3.9'],
    oldestPostgres: undefined,
  },
  {
    cycle: '3.1',
    supportEnds: '2021-12-07',
    lts: false,
    python: ['3.6', '3.9'],
    oldestPostgres: undefined,
  },
  {
    cycle: '3.2',
    supportEnds: '2024-04-01',
    lts: true,
    python: ['3.6', '3.10'],
    oldestPostgres: undefined,
  },
  {
    cycle: '4.0',
    supportEnds: '2023-04-01',
    lts: false,
    python: ['3.8', '3.10'],
    oldestPostgres: undefined,
  },
  {
    cycle: '4.1',
    supportEnds: '2023-12-01',
    lts: false,
    python: ['3.8', '3.11'],
    oldestPostgres: undefined,
  },
  {
    cycle: '4.2',
    supportEnds: '2026-04-07',
    lts: true,
    python: ['3.8', '3.12'],
    oldestPostgres: 12,
  },
  {
    cycle: '5.0',
    supportEnds: '2025-04-02',
    lts: false,
    python: ['3.10', '3.12'],
    oldestPostgres: 12,
  },
  {
    cycle: '5.1',
    supportEnds: '2025-12-03',
    lts: false,
    python: ['3.10', '3.13'],
    oldestPostgres: 13,
  },
  {
    cycle: '5.2',
    supportEnds: '2028-04-30',
    lts: true,
    python: ['3.10', '3.14'],
    oldestPostgres: 14,
  },
  {
    cycle: '6.0',
    supportEnds: '2027-04-30',
    lts: false,
    python: ['3.12', '3.14'],
    oldestPostgres: 14,
  },
  {
    cycle: '6.1',
    supportEnds: '2027-12-31',
    lts: false,
    python: ['3.12', '3.15'],
    oldestPostgres: 15,
  },
];

/**
 * Major versions of PostgreSQL, oldest first. Source: endoflife.date, "PostgreSQL"; read
 * 2026-11-23.
 */
export const POSTGRES_CYCLES: readonly (Cycle & { readonly supportEnds: string })[] = [
  { cycle: '12', supportEnds: '2024-11-14' },
  { cycle: '13', supportEnds: '2025-11-13' },
  { cycle: '14', supportEnds: '2026-11-12' },
  { cycle: '15', supportEnds: '2027-11-11' },
  { cycle: '16', supportEnds: '2028-11-09' },
  { cycle: '17', supportEnds: '2029-11-08' },
  { cycle: '18', supportEnds: '2030-11-14' },
];

/**
 * Stacks that can be built on, oldest first; the last is the recommended one. Where only a month is
 * documented, its last day stands. Source: Dev Center, "Stacks", and a notice in a public issue for
 * heroku-22; read 2026-11-23.
 */
export const STACK_CYCLES: readonly Cycle[] = [
  { cycle: 'heroku-22', supportEnds: '2027-04-30' },
  { cycle: 'heroku-24', supportEnds: '2029-04-30' },
  { cycle: 'heroku-26', supportEnds: undefined },
];

/** Whole days from one ISO date to another; negative when the second is the earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/**
 * Negative, zero or positive as `a` is older than, the same as, or newer than `b`; both dotted
 * numbers such as `3.9` and `3.14`.
 */
export function compareCycles(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
