import { djangoCycles } from './django-series.ts';
import { type Cycle, compareCycles, daysAfter } from './end-of-life.ts';
import { factsInForce, newestReading } from './in-force.ts';
import type { DefaultPythonRow, PythonRow } from './tables.ts';

/** One minor line of Python that the platform builds. */
export interface PythonLine {
  /** As X.Y. */
  readonly line: string;
  /** Newest patch as X.Y.Z that each buildpack knows. */
  readonly latestPatch: { readonly classic: string; readonly cnb: string };
  /** ISO date from which the platform refuses it; undefined while none is announced. */
  readonly supportEnds: string | undefined;
  /** The day on which this was read. */
  readonly read: string;
}

/** The lines of Python that Heroku builds on the day of the run, oldest first. */
export function pythonLines(): readonly PythonLine[] {
  const { tables, today } = factsInForce();
  return tables.python.lines.flatMap((row) => {
    if (row.classic === null || row.cnb === null || isPast(row.refusedSince, today)) return [];
    return {
      line: row.line,
      latestPatch: { classic: row.classic, cnb: row.cnb },
      supportEnds: row.refusedSince ?? undefined,
      read: row.read,
    };
  });
}

/** The facts of a line given as X.Y; undefined for a line that is not built. */
export function findPythonLine(line: string): PythonLine | undefined {
  return pythonLines().find((one) => one.line === line);
}

/** Everything known of a line given as X.Y, built or not; undefined for one that nobody knows. */
export function findPythonRow(line: string): PythonRow | undefined {
  return factsInForce().tables.python.lines.find((one) => one.line === line);
}

/**
 * The newest version that these facts know, and the day it was read, when the given one (X.Y or
 * X.Y.Z) is newer: the newest line for a newer line, else the newest patch of its line. Undefined
 * for a version that is not newer.
 */
export function olderNewestPython(
  version: string,
):
  | { readonly newest: string; readonly read: string; readonly fault: 'line' | 'patch' }
  | undefined {
  const [major, minor, patch] = version.split('.');
  const newestRow = factsInForce().tables.python.lines.at(-1);
  if (newestRow !== undefined && compareCycles(`${major}.${minor}`, newestRow.line) > 0)
    return { newest: newestRow.line, read: newestRow.read, fault: 'line' };
  const known = findPythonLine(`${major}.${minor}`);
  if (patch === undefined || known === undefined) return undefined;
  const newest = known.latestPatch.classic;
  return compareCycles(version, newest) > 0
    ? { newest, read: known.read, fault: 'patch' }
    : undefined;
}

/**
 * True for a line (X.Y) that Heroku builds on the day of the run, or that is newer than facts which
 * do not claim to be complete: it may be built by now.
 */
export function mayBuildPython(line: string): boolean {
  if (findPythonLine(line) !== undefined) return true;
  return !factsInForce().complete && olderNewestPython(line) !== undefined;
}

/** The day on which the table of Pythons was last read, as an ISO date. */
export function pythonFactsRead(): string {
  return newestReading(factsInForce().tables.python);
}

/** The line that an app without a version file gets at its first build, as Heroku has said it. */
export function defaultPythonLine(): string {
  const { tables, today } = factsInForce();
  const said = tables.python.defaults.filter(({ expected }) => !expected);
  return (said.findLast(({ since }) => since <= today) ?? said[0]!).line;
}

/**
 * The default that is expected to follow and that Heroku has not said; undefined when none is, or
 * when it is no newer than the one in force.
 */
export function expectedPythonDefault(): DefaultPythonRow | undefined {
  return factsInForce().tables.python.defaults.findLast(
    ({ expected, line }) => expected && compareCycles(line, defaultPythonLine()) > 0,
  );
}

/** Every line of Python with the last day of its security fixes, oldest first. */
export function pythonCycles(): readonly Cycle[] {
  return factsInForce().tables.python.lines.map(({ line, upstreamEnds }) => ({
    cycle: line,
    supportEnds: upstreamEnds ?? undefined,
  }));
}

/**
 * Days from the end upstream to the refusal on Heroku: 69 for Python 3.9 (31 October 2025, 7 January
 * 2026), 67 announced for 3.10.
 */
const REFUSED_AFTER_DAYS = 67;

/**
 * The day from which Heroku refuses a line, and whether that is only expected; undefined when not
 * even its end upstream is known.
 */
export function pythonRefusal(
  line: string,
): { readonly on: string; readonly expected: boolean } | undefined {
  const row = findPythonRow(line);
  if (row === undefined) return undefined;
  if (row.refusedSince !== null) return { on: row.refusedSince, expected: false };
  if (row.upstreamEnds === null) return undefined;
  return { on: daysAfter(row.upstreamEnds, REFUSED_AFTER_DAYS), expected: true };
}

/** What is known of one minor line of Python: on the platform, upstream, and with Django. */
export interface PythonLineFacts {
  /** As X.Y. */
  readonly line: string;
  /** What the platform builds of it; undefined when it builds none. */
  readonly platform: PythonLine | undefined;
  readonly isDefault: boolean;
  /**
   * Last day of security fixes upstream, as an ISO date; undefined for a line that is not known.
   */
  readonly upstreamEnds: string | undefined;
  /** Series of Django that work with it, oldest first. */
  readonly djangoSeries: readonly string[];
}

/** The facts of a line given as X.Y. A line that nobody knows has no dates and no Django. */
export function describePythonLine(line: string): PythonLineFacts {
  const works = djangoCycles().filter(
    ({ python: [first, last] }) =>
      compareCycles(first, line) <= 0 && compareCycles(line, last) <= 0,
  );
  return {
    line,
    platform: findPythonLine(line),
    isDefault: line === defaultPythonLine(),
    upstreamEnds: findPythonRow(line)?.upstreamEnds ?? undefined,
    djangoSeries: works.map(({ cycle }) => cycle),
  };
}

/**
 * How a line stands on a day (ISO date): `unbuilt` when the platform does not build it on that day,
 * `ending` when builds warn or upstream has ended, else `supported`.
 */
export function pythonLineState(line: string, today: string): 'unbuilt' | 'ending' | 'supported' {
  const row = findPythonRow(line);
  if (row === undefined || row.classic === null || isPast(row.refusedSince, today))
    return 'unbuilt';
  const ended = row.upstreamEnds !== null && row.upstreamEnds < today;
  return ended || isPast(row.deprecatedSince, today) ? 'ending' : 'supported';
}

/** True for a line (X.Y) whose builds warn that it will be refused, on the day of the run. */
export function isDeprecatedPython(line: string): boolean {
  return isPast(findPythonRow(line)?.deprecatedSince ?? null, factsInForce().today);
}

function isPast(date: string | null, today: string): boolean {
  return date !== null && date <= today;
}
