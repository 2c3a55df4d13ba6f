import { compareCycles } from '../../facts/end-of-life.ts';
import type { Repository } from '../../project/repository.ts';
import { declaredSeries } from './django-version.ts';
import { installedSeries } from './installed-series.ts';

/**
 * Whether the Django that a build installs is of a series (X.Y) or later: `certain` where every
 * version that is locked or declared is, `likely` where the newest one is, else undefined.
 */
export function reachesSeries(
  repository: Repository,
  series: string,
): 'certain' | 'likely' | undefined {
  const { lowest } = declaredSeries(repository);
  if (lowest !== undefined && compareCycles(lowest, series) >= 0) return 'certain';
  const installed = installedSeries(repository);
  return installed !== undefined && compareCycles(installed, series) >= 0 ? 'likely' : undefined;
}
