import { type DjangoCycle, djangoCycles } from '../../facts/django-series.ts';
import { compareCycles } from '../../facts/end-of-life.ts';
import { factsInForce } from '../../facts/in-force.ts';
import type { Repository } from '../../project/repository.ts';

/**
 * The series of Django, as X.Y, that the dependencies allow at the least and at the most; a locked
 * version is both.
 */
export function declaredSeries(repository: Repository): {
  readonly lowest: string | undefined;
  readonly highest: string | undefined;
} {
  const locked = /^(\d+\.\d+)/.exec(repository.dependencies.locked.get('django')?.value ?? '')?.[1];
  if (locked !== undefined) return { lowest: locked, highest: locked };
  return repository.djangoProject?.djangoSeries ?? { lowest: undefined, highest: undefined };
}

/**
 * The series that `startproject` noted in the settings when it made them, as X.Y; undefined when
 * nothing is noted.
 */
export function seriesOfStart({ djangoProject, files }: Repository): string | undefined {
  const texts = (djangoProject?.production?.files ?? []).map((path) => files.text(path) ?? '');
  return /using Django (\d+\.\d+)/.exec(texts.join('\n'))?.[1];
}

/** True when a series is the given one or newer; both as X.Y. */
export function isAtLeast(series: string, floor: string): boolean {
  return compareCycles(series, floor) >= 0;
}

/**
 * What is known of a series given as X.Y; undefined for one that is too old or too new to be in the
 * table.
 */
export function findSeries(series: string | undefined): DjangoCycle | undefined {
  return djangoCycles().find(({ cycle }) => cycle === series);
}

/** The oldest series that still got security fixes on the day of the run, as X.Y. */
export function oldestSupportedSeries(): string | undefined {
  return djangoCycles().find(({ supportEnds }) => supportEnds >= factsInForce().today)?.cycle;
}

/**
 * The version below which a requirement stays within the series, such as `5.3` for 5.2 and `6.2`
 * for 6.1.
 */
export function nextSeries(series: string): string {
  const [major = 0, minor = 0] = series.split('.').map(Number);
  return `${major}.${minor + 1}`;
}
