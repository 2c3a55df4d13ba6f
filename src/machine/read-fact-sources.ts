import { djangoSeriesOf } from '../facts/django-series.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import type { BuildpackReading, Readings } from '../facts/renew/readings.ts';
import { parseBuildpackChangelog } from '../facts/sources/buildpack-changelog.ts';
import { parseClassicPythons, parseCnbPythons } from '../facts/sources/buildpack-pythons.ts';
import { parseEndOfLife } from '../facts/sources/end-of-life-data.ts';
import {
  type IndexRelease,
  parseDeclaredPythons,
  parseIndexPage,
} from '../facts/sources/index-page.ts';
import type { Parsed } from '../facts/sources/parsed.ts';
import { parsePin } from '../facts/sources/requirement-pin.ts';
import { parseUvPythons } from '../facts/sources/uv-pythons.ts';
import type { FactTables } from '../facts/tables.ts';
import { archiveEntry } from './archive-entry.ts';
import { JSON_OF_INDEX, projectPage } from './package-index.ts';
import { readUrl } from './read-url.ts';

/** Milliseconds that one source may take; the archive of uv has 8 MB. */
const SOURCE_TIMEOUT_MS = 30_000;
/** The longest text that a source may be; the page of uv on the index has 2.6 MB. */
const LARGEST_TEXT_BYTES = 20_000_000;
/** The largest archive of uv's sources, and what it may unpack to; 7.6 and 40 MB today. */
const LARGEST_ARCHIVE_BYTES = 40_000_000;
const LARGEST_UNPACKED_BYTES = 400_000_000;

const BUILDPACKS = {
  classic: {
    repository: 'heroku/heroku-buildpack-python',
    pythons: 'lib/python_version.sh',
    parse: parseClassicPythons,
    tools: ['pip', 'pipenv', 'poetry', 'uv'],
  },
  cnb: {
    repository: 'heroku/buildpacks-python',
    pythons: 'src/python_version.rs',
    parse: parseCnbPythons,
    tools: ['pip', 'poetry', 'uv'],
  },
};

/** A source that could not be read, or was read and not understood. */
export interface SourceProblem {
  readonly address: string;
  readonly problem: string;
  /** True for a source that answered with something that its parser does not know. */
  readonly isUnknownShape: boolean;
}

/** Where the sources are and how they are asked. */
export interface SourceOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** ISO date of the reading. */
  readonly today: string;
  /** What is known already: the packages to ask for, and the series of Django that have ended. */
  readonly tables: FactTables;
  /** Reads uv's table even when the buildpacks' own can be read. */
  readonly everySource: boolean;
  readonly signal: AbortSignal;
}

/**
 * Everything that the public sources of facts say today, and what could not be read. The files of
 * the buildpacks come from the tag of their newest release. `DYNOREADY_FACTS_GITHUB` and
 * `DYNOREADY_FACTS_ENDOFLIFE` name other servers; the index is the one of pip's settings.
 */
export async function readFactSources(
  options: SourceOptions,
): Promise<{ readonly readings: Readings; readonly problems: readonly SourceProblem[] }> {
  const problems: SourceProblem[] = [];
  const ask = asking(options, problems);
  const { env, today } = options;
  const endOfLife = env.DYNOREADY_FACTS_ENDOFLIFE || 'https://endoflife.date';
  const life = (product: string) => ask(`${endOfLife}/api/v1/products/${product}/`, parseEndOfLife);
  const page = (name: string) => ask(projectPage(env, name), parseIndexPage, JSON_OF_INDEX);

  const written = options.tables.packages.written.map((row) => row.package);
  const names = [...new Set(['django', 'pip', 'pip-tools', ...written])];
  const [classic, cnb, python, django, postgresql, pages] = await Promise.all([
    readBuildpack(BUILDPACKS.classic, env, ask),
    readBuildpack(BUILDPACKS.cnb, env, ask),
    life('python'),
    life('django'),
    life('postgresql'),
    Promise.all(names.map(async (name) => [name, await page(name)] as const)),
  ]);
  const releases = Object.fromEntries(pages);
  const [djangoPythons, uv] = await Promise.all([
    readDjangoPythons(releases.django ?? [], options, ask),
    options.everySource || classic.pythons === undefined || cnb.pythons === undefined
      ? readUv(await page('uv'), options, problems)
      : undefined,
  ]);
  return {
    readings: {
      today,
      classic,
      cnb,
      uv,
      endOfLife: { python, django, postgresql },
      index: releases,
      djangoPythons,
    },
    problems,
  };
}

type Ask = <Value>(
  address: string,
  parse: (text: string) => Parsed<Value>,
  accept?: string,
) => Promise<Value | undefined>;

/** The function that reads one source; what goes wrong is added to the problems. */
function asking({ signal }: SourceOptions, problems: SourceProblem[]): Ask {
  return async (address, parse, accept) => {
    const answer = await readUrl(address, {
      ...(accept === undefined ? {} : { accept }),
      timeoutMs: SOURCE_TIMEOUT_MS,
      largestBytes: LARGEST_TEXT_BYTES,
      signal,
    });
    const parsed = answer.ok ? parse(answer.bytes.toString('utf8')) : answer;
    if (parsed.ok) return parsed.value;
    problems.push({
      address: withoutCredentials(address),
      problem: answer.ok ? `is not understood: ${parsed.problem}` : parsed.problem,
      isUnknownShape: answer.ok,
    });
    return undefined;
  };
}

async function readBuildpack(
  buildpack: (typeof BUILDPACKS)['classic' | 'cnb'],
  env: SourceOptions['env'],
  ask: Ask,
): Promise<BuildpackReading> {
  const root = `${env.DYNOREADY_FACTS_GITHUB || 'https://raw.githubusercontent.com'}/${buildpack.repository}`;
  const changelog = await ask(`${root}/main/CHANGELOG.md`, parseBuildpackChangelog);
  if (changelog === undefined) return { changelog, pythons: undefined, pins: {} };
  const released = `${root}/${changelog.newest.tag}`;
  const [pythons, pins] = await Promise.all([
    ask(`${released}/${buildpack.pythons}`, buildpack.parse),
    Promise.all(
      buildpack.tools.map(async (tool) => [
        tool,
        await ask(`${released}/requirements/${tool}.txt`, (text) => parsePin(text, tool)),
      ]),
    ),
  ]);
  return { changelog, pythons, pins: Object.fromEntries(pins) };
}

/** The Pythons of series that are new or still supported, from the metadata of their newest wheel. */
async function readDjangoPythons(
  releases: readonly IndexRelease[],
  { tables, today }: SourceOptions,
  ask: Ask,
): Promise<Readings['djangoPythons']> {
  const newest = new Map(
    releases.map((release) => [djangoSeriesOf(release.version) ?? '', release]),
  );
  const known = tables.django.series;
  const wanted = [...newest].filter(([series]) => {
    const row = known.find((one) => one.series === series);
    return row === undefined
      ? compareCycles(series, known.at(-1)!.series) > 0
      : row.supportEnds >= today;
  });
  const found = wanted.map(async ([series, { wheel }]) => [
    series,
    wheel?.hasMetadata !== true
      ? undefined
      : await ask(`${wheel.url}.metadata`, parseDeclaredPythons),
  ]);
  return Object.fromEntries(await Promise.all(found));
}

async function readUv(
  releases: readonly IndexRelease[] | undefined,
  { signal }: SourceOptions,
  problems: SourceProblem[],
): Promise<Readings['uv']> {
  const newest = releases?.findLast(({ sources }) => sources !== undefined);
  if (newest?.sources === undefined) return undefined;
  const answer = await readUrl(newest.sources, {
    timeoutMs: SOURCE_TIMEOUT_MS,
    largestBytes: LARGEST_ARCHIVE_BYTES,
    signal,
  });
  const text =
    answer.ok && archiveEntry(answer.bytes, '/download-metadata.json', LARGEST_UNPACKED_BYTES);
  const parsed: Parsed<Readonly<Record<string, string>>> = !answer.ok
    ? answer
    : text
      ? parseUvPythons(text)
      : { ok: false, problem: 'no download-metadata.json in it' };
  if (parsed.ok) return { version: newest.version, newest: parsed.value };
  problems.push({
    address: withoutCredentials(newest.sources),
    problem: answer.ok ? `is not understood: ${parsed.problem}` : parsed.problem,
    isUnknownShape: answer.ok,
  });
  return undefined;
}

function withoutCredentials(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}
