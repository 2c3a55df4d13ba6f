import { djangoRows, djangoSeriesOf } from '../../facts/django-series.ts';
import { filter, satisfies } from '../dependencies/pep440.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Later than any release, and earlier than any: a specifier that takes them has no bound on that
 * side.
 */
const LATEST = '9999';
const EARLIEST = '0.1';

/** The series of each release that is known. */
const RELEASES: ReadonlyMap<string, string> = new Map(
  djangoRows().flatMap(({ series, newest }) =>
    Array.from(
      { length: Number(newest.split('.')[2]) + 1 },
      (_, patch) => [patch === 0 ? series : `${series}.${patch}`, series] as const,
    ),
  ),
);

/**
 * The lowest and highest series of Django that the dependencies admit: the locked version's, else
 * what the specifier takes of the releases that are known. A side without a bound is undefined, and
 * so are both when Django is not declared.
 */
export function declaredSeries(dependencies: Dependencies): {
  readonly lowest: string | undefined;
  readonly highest: string | undefined;
} {
  const locked = dependencies.locked.get('django')?.value;
  if (locked !== undefined)
    return { lowest: djangoSeriesOf(locked), highest: djangoSeriesOf(locked) };
  const declared = dependencies.find('django');
  if (declared === undefined || declared.specifier === '')
    return { lowest: undefined, highest: undefined };
  // Filtering all at once reads the specifier once; one by one takes longer than all the rest of a
  // check.
  const taken = new Set(filter([...RELEASES.keys()], declared.specifier));
  const fitting = djangoRows().filter(({ series }) =>
    [...taken].some((release) => RELEASES.get(release) === series),
  );
  return {
    lowest: satisfies(EARLIEST, declared.specifier) ? undefined : fitting[0]?.series,
    highest: satisfies(LATEST, declared.specifier) ? undefined : fitting.at(-1)?.series,
  };
}
