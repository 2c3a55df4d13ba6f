import { compareCycles } from '../end-of-life.ts';
import type { DefaultPythonRow, FactTables, Provenance, PythonRow } from '../tables.ts';
import { moreExactDay, newerVersion, titleOf } from './newer.ts';
import type { KeptNote, Readings } from './readings.ts';

const CLASSIC = 'heroku/heroku-buildpack-python';
const CNB = 'heroku/buildpacks-python';

/** The table of Pythons with what was read; a row that no source names stays as it is. */
export function renewPython(
  python: FactTables['python'],
  readings: Readings,
  kept: KeptNote,
): FactTables['python'] {
  const { classic, cnb, endOfLife } = readings;
  const built = { ...classic.pythons?.newest, ...cnb.pythons?.newest };
  const known = new Set(python.lines.map(({ line }) => line));
  const added = Object.keys(built)
    .filter((line) => !known.has(line))
    .map(
      (line): PythonRow => ({
        line,
        classic: null,
        cnb: null,
        upstreamEnds: endOfLife.python?.find(({ name }) => name === line)?.ends ?? null,
        deprecatedSince: null,
        refusedSince: null,
        source: { title: CLASSIC, url: `https://github.com/${CLASSIC}` },
        read: readings.today,
      }),
    );
  const lines = [...python.lines, ...added]
    .map((row) => renewLine(row, readings, kept))
    .sort((a, b) => compareCycles(a.line, b.line));
  return { lines, defaults: renewDefaults(python.defaults, readings) };
}

function renewLine(row: PythonRow, readings: Readings, kept: KeptNote): PythonRow {
  const { classic, cnb, uv, today } = readings;
  const { line } = row;
  const life = readings.endOfLife.python?.find(({ name }) => name === line);
  const isBuilt = row.classic !== null || row.cnb !== null;
  // uv's table equalled Heroku's for every line that Heroku built; read 2026-11-30. It says nothing
  // of which lines Heroku builds.
  const standIn = isBuilt ? uv?.newest[line] : undefined;
  const patch = (buildpack: 'classic' | 'cnb'): string | null => {
    const { pythons } = readings[buildpack];
    if (pythons !== undefined && pythons.newest[line] === undefined) return null;
    const read = pythons === undefined ? standIn : pythons.newest[line];
    return newerVersion(`Python ${line}, ${buildpack}`, row[buildpack], read, kept);
  };
  const parts = [
    releaseOf(CLASSIC, classic),
    releaseOf(CNB, cnb),
    standIn !== undefined && (classic.pythons === undefined || cnb.pythons === undefined)
      ? `uv ${uv?.version}, its table of Pythons, for what could not be read of Heroku's`
      : undefined,
    life === undefined ? undefined : 'end upstream: endoflife.date',
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return row;
  const isHeroku = classic.pythons !== undefined || cnb.pythons !== undefined;
  if (!isHeroku && standIn === undefined && isBuilt)
    // Its end upstream alone says nothing of the patches: the row stays as old as they are.
    return { ...row, upstreamEnds: moreExactDay(row.upstreamEnds, life?.ends) };
  return {
    line,
    classic: patch('classic'),
    cnb: patch('cnb'),
    upstreamEnds: moreExactDay(row.upstreamEnds, life?.ends),
    deprecatedSince: classic.changelog?.deprecated[line] ?? row.deprecatedSince,
    refusedSince: classic.changelog?.removed[line] ?? row.refusedSince,
    source: { title: titleOf(parts), url: addressOf(readings) ?? row.source.url },
    read: today,
  };
}

function releaseOf(name: string, buildpack: Readings['classic']): string | undefined {
  const release = buildpack.changelog?.newest;
  return buildpack.pythons === undefined || release === undefined
    ? undefined
    : `${name} ${release.tag} of ${release.date}`;
}

function addressOf({ classic, cnb, uv }: Readings): string | undefined {
  if (classic.pythons !== undefined)
    return `https://github.com/${CLASSIC}/releases/tag/${classic.changelog?.newest.tag}`;
  if (cnb.pythons !== undefined)
    return `https://github.com/${CNB}/releases/tag/${cnb.changelog?.newest.tag}`;
  return uv === undefined ? undefined : 'https://pypi.org/project/uv/';
}

/** The default of the classic buildpack; what was expected and has come, or is older, goes. */
function renewDefaults(
  defaults: readonly DefaultPythonRow[],
  { classic, today }: Readings,
): readonly DefaultPythonRow[] {
  const line = classic.pythons?.default;
  if (line === undefined) return defaults;
  const said = defaults.filter(({ expected }) => !expected);
  const newest = said.at(-1);
  if (newest !== undefined && compareCycles(line, newest.line) < 0) return defaults;
  const since = classic.changelog?.defaults[line] ?? (newest?.line === line ? newest.since : today);
  const source: Provenance['source'] = {
    title: `${CLASSIC} ${classic.changelog?.newest.tag}`,
    url: `https://github.com/${CLASSIC}/blob/${classic.changelog?.newest.tag}/CHANGELOG.md`,
  };
  return [
    ...said.filter((row) => row.line !== line),
    { line, since, expected: false, source, read: today },
    ...defaults.filter((row) => row.expected && compareCycles(row.line, line) > 0),
  ];
}
