import { type DjangoCycle, djangoCycles } from '../../facts/django-series.ts';
import { compareCycles } from '../../facts/end-of-life.ts';
import { pythonLines } from '../../facts/python-lines.ts';
import { readDependencies } from '../../project/dependencies/declared.ts';
import { declaredSeries } from '../../project/django/declared-series.ts';
import type { Repository } from '../../project/repository.ts';
import { filesBelow } from '../../python/file-tree.ts';
import { nextSeries, seriesOfStart } from '../../queries/packages/django-version.ts';

/** The series that are written for, oldest first; the reading begins earlier. */
function writtenSeries(): readonly DjangoCycle[] {
  return djangoCycles().filter(({ cycle }) => compareCycles(cycle, '4.2') >= 0);
}

function newest(): DjangoCycle {
  return djangoCycles().at(-1)!;
}

/**
 * The Django series that a build of the project gets: the newest that its requirements admit, those
 * beside manage.py where the root has none, else the one that made its settings file, else the
 * newest there is. As X.Y.
 */
export function djangoSeries(repository: Repository): string {
  const declared = repository.djangoProject?.djangoSeries.highest ?? seriesBesideManage(repository);
  if (declared !== undefined) return declared;
  return repository.dependencies.declares('django')
    ? newest().cycle
    : (seriesOfStart(repository) ?? newest().cycle);
}

/**
 * What the list of packages beside manage.py admits, where the root has none: the build does not
 * read it, but the code was written for it.
 */
function seriesBesideManage({
  djangoProject,
  files,
  dependencies,
}: Repository): string | undefined {
  if (dependencies.declares('django') || djangoProject === undefined || djangoProject.root === '')
    return undefined;
  return declaredSeries(readDependencies(filesBelow(files, djangoProject.root))).highest;
}

/** True for a series below the oldest that is written for (4.2). */
export function isTooOld(series: string): boolean {
  return compareCycles(series, writtenSeries()[0]!.cycle) < 0;
}

/** `>=5.2,<5.3`: fixes and no new series. */
export function seriesRange(series: string): string {
  return `>=${series},<${nextSeries(series)}`;
}

/**
 * The newest series that runs on a Python line such as 3.11; the newest of all for an unknown line.
 */
export function newestSeriesFor(pythonLine: string): string {
  return (writtenSeries().findLast(({ python }) => isWithin(pythonLine, python)) ?? newest()).cycle;
}

/**
 * The Python lines that both the series and Heroku take, the newest first; a series that is not
 * known is taken for the newest.
 */
export function pythonLinesFor(series: string): readonly string[] {
  const { python } = writtenSeries().find(({ cycle }) => cycle === series) ?? newest();
  return pythonLines()
    .map(({ line }) => line)
    .filter((line) => isWithin(line, python))
    .reverse();
}

function isWithin(line: string, [oldest, newest]: readonly [string, string]): boolean {
  return compareCycles(line, oldest) >= 0 && compareCycles(line, newest) <= 0;
}
