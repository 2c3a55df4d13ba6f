import { type DjangoCycle, djangoCycles, djangoRows } from './django-series.ts';
import type { Cycle } from './end-of-life.ts';
import { pythonCycles } from './python-lines.ts';

/**
 * Series of Django that ended before the table begins: nothing about them changes any more, so no
 * refresh reads them. Source: endoflife.date, "Django", https://endoflife.date/django; read
 * 2026-12-01.
 */
const ENDED_DJANGO: readonly (readonly [
  newest: string,
  supportEnds: string,
  lts: boolean,
  python: readonly [string, string],
])[] = [
  ['1.8.19', '2018-04-01', true, ['2.7', '3.5']],
  ['1.9.13', '2017-04-04', false, ['2.7', '3.5']],
  ['1.10.8', '2017-12-02', false, ['2.7', '3.5']],
  ['1.11.29', '2020-04-01', true, ['2.7', '3.7']],
  ['2.0.13', '2019-04-01', false, ['3.4', '3.7']],
  ['2.1.15', '2019-12-02', false, ['3.5', '3.7']],
];

/** The same for Python. Source: endoflife.date, "Python", https://endoflife.date/python; read 2026-12-01. */
const ENDED_PYTHON: readonly Cycle[] = [
  { cycle: '2.7', supportEnds: '2020-01-01' },
  { cycle: '3.3', supportEnds: '2017-09-29' },
  { cycle: '3.4', supportEnds: '2019-03-18' },
  { cycle: '3.5', supportEnds: '2020-09-13' },
];

/** Every series of Django from 1.8 on, oldest first. */
export function everyDjango(): readonly DjangoCycle[] {
  const known = new Set(djangoCycles().map(({ cycle }) => cycle));
  const ended = ENDED_DJANGO.map(([newest, supportEnds, lts, python]) => ({
    cycle: seriesOf(newest),
    supportEnds,
    lts,
    python,
    oldestPostgres: undefined,
  }));
  return [...ended.filter(({ cycle }) => !known.has(cycle)), ...djangoCycles()];
}

/** The newest release of each of these series, oldest first. */
export function newestOfEveryDjango(): readonly string[] {
  return [...ENDED_DJANGO.map(([newest]) => newest), ...djangoRows().map(({ newest }) => newest)];
}

/** Every line of Python from 2.7 on with the last day of its security fixes, oldest first. */
export function everyPython(): readonly Cycle[] {
  const known = new Set(pythonCycles().map(({ cycle }) => cycle));
  return [...ENDED_PYTHON.filter(({ cycle }) => !known.has(cycle)), ...pythonCycles()];
}

function seriesOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
