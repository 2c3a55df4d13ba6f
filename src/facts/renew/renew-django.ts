import { djangoSeriesOf } from '../django-series.ts';
import { compareCycles } from '../end-of-life.ts';
import type { ProductCycle } from '../sources/end-of-life-data.ts';
import type { IndexRelease } from '../sources/index-page.ts';
import type { DjangoRow, FactTables } from '../tables.ts';
import { moreExactDay, newerVersion, titleOf } from './newer.ts';
import type { KeptNote, Readings } from './readings.ts';

/**
 * The series of Django with what was read. A series that is new comes in when its dates could be
 * read too; its oldest PostgreSQL is that of the series before.
 */
export function renewDjango(
  { series: known }: FactTables['django'],
  readings: Readings,
  kept: KeptNote,
): FactTables['django'] {
  const releases = readings.index.django ?? [];
  const newestKnown = known.at(-1)!;
  const names = [...new Set(releases.map(({ version }) => djangoSeriesOf(version)!))];
  const added = names
    .filter((name) => compareCycles(name, newestKnown.series) > 0)
    .sort(compareCycles)
    .flatMap((name) => {
      const life = readings.endOfLife.django?.find((cycle) => cycle.name === name);
      const row = addedSeries(name, releases, life, newestKnown, readings);
      if (row === undefined)
        kept(`Django ${name} is on the index, and its dates or Pythons could not be read`);
      return row ?? [];
    });
  return { series: [...known.map((row) => renewSeries(row, releases, readings, kept)), ...added] };
}

function renewSeries(
  row: DjangoRow,
  releases: readonly IndexRelease[],
  { endOfLife, djangoPythons, today }: Readings,
  kept: KeptNote,
): DjangoRow {
  const read = releases.findLast(({ version }) => djangoSeriesOf(version) === row.series)?.version;
  const life = endOfLife.django?.find(({ name }) => name === row.series);
  if (read === undefined && life === undefined) return row;
  const pythons = djangoPythons[row.series];
  const newest = newerVersion(`Django ${row.series}`, row.newest, read, kept)!;
  // A release that is known already says nothing new of a row whose dates could not be read.
  if (life === undefined && newest === row.newest) return row;
  return {
    ...row,
    newest,
    mainstreamEnds: moreExactDay(row.mainstreamEnds, life?.activeEnds)!,
    supportEnds: moreExactDay(row.supportEnds, life?.ends)!,
    newestPython: newerVersion(
      `Python of Django ${row.series}`,
      row.newestPython,
      // What declares an older one says less than Django's own release notes, and nothing wrong.
      pythons && compareCycles(pythons.newest, row.newestPython) > 0 ? pythons.newest : undefined,
      kept,
    )!,
    source:
      life === undefined
        ? { ...row.source, title: `PyPI, django; dates as read on ${row.read}` }
        : sourceOf(read !== undefined),
    read: today,
  };
}

function addedSeries(
  name: string,
  releases: readonly IndexRelease[],
  life: ProductCycle | undefined,
  before: DjangoRow,
  { djangoPythons, today }: Readings,
): DjangoRow | undefined {
  const own = releases.filter(({ version }) => djangoSeriesOf(version) === name);
  const pythons = djangoPythons[name];
  if (life?.ends == null || pythons === undefined) return undefined;
  return {
    series: name,
    newest: own.at(-1)!.version,
    firstRelease: life.released,
    mainstreamEnds: life.activeEnds ?? life.ends,
    supportEnds: life.ends,
    lts: life.lts,
    oldestPython: pythons.oldest,
    newestPython: pythons.newest,
    oldestPostgres: before.oldestPostgres,
    source: sourceOf(true),
    read: today,
  };
}

function sourceOf(isIndexed: boolean): DjangoRow['source'] {
  return {
    title: titleOf([isIndexed ? 'PyPI, django' : undefined, 'endoflife.date, "Django"']),
    url: 'https://endoflife.date/django',
  };
}
