import { satisfies } from '@renovatebot/pep440';
import { DJANGO_SERIES, djangoSeriesOf } from '../../facts/django-series.ts';
import type { Dependencies } from '../dependencies.ts';

/** Later than any release, and earlier than any: a specifier that takes them has no bound on that side. */
const LATEST = '9999';
const EARLIEST = '0.1';

/**
 * The lowest and highest series of Django that the dependencies admit: the locked version's, else what the specifier takes of the releases that
 * are known. A side without a bound is undefined, and so are both when Django is not declared.
 */
export function declaredSeries(dependencies: Dependencies): { readonly lowest: string | undefined; readonly highest: string | undefined } {
  const locked = dependencies.locked.get('django')?.value;
  if (locked !== undefined) return { lowest: djangoSeriesOf(locked), highest: djangoSeriesOf(locked) };
  const declared = dependencies.find('django');
  if (declared === undefined || declared.specifier === '') return { lowest: undefined, highest: undefined };
  const fitting = DJANGO_SERIES.filter(({ series, newest }) =>
    releasesOf(series, newest).some((release) => satisfies(release, declared.specifier)),
  );
  return {
    lowest: satisfies(EARLIEST, declared.specifier) ? undefined : fitting[0]?.series,
    highest: satisfies(LATEST, declared.specifier) ? undefined : fitting.at(-1)?.series,
  };
}

function releasesOf(series: string, newest: string): string[] {
  const patches = Number(newest.split('.')[2]);
  return [series, ...Array.from({ length: patches }, (_, at) => `${series}.${at + 1}`)];
}
