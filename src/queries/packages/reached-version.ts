import { compareCycles } from '../../facts/end-of-life.ts';
import type { Repository } from '../../project/repository.ts';
import { oncePer } from '../once-per.ts';
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
  const { lowest, installed } = seriesRange(repository);
  if (lowest !== undefined && compareCycles(lowest, series) >= 0) return 'certain';
  return installed !== undefined && compareCycles(installed, series) >= 0 ? 'likely' : undefined;
}

/** Asked once for each row of a table of a hundred, and for each text in the settings. */
const seriesRange = oncePer((repository: Repository) => ({
  lowest: declaredSeries(repository).lowest,
  installed: installedSeries(repository),
}));
