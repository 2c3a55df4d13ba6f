import { compareCycles, DJANGO_CYCLES, PYTHON_CYCLES } from './end-of-life.ts';
import { DEFAULT_PYTHON_LINE, findPythonLine, type PythonLine } from './stacks.ts';

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
  const works = DJANGO_CYCLES.filter(
    ({ python: [first, last] }) =>
      compareCycles(first, line) <= 0 && compareCycles(line, last) <= 0,
  );
  return {
    line,
    platform: findPythonLine(line),
    isDefault: line === DEFAULT_PYTHON_LINE,
    upstreamEnds: PYTHON_CYCLES.find(({ cycle }) => cycle === line)?.supportEnds,
    djangoSeries: works.map(({ cycle }) => cycle),
  };
}

/**
 * How a line stands on a day (ISO date): `unbuilt` when the platform does not build it on that day,
 * `ending` when its end on the platform is announced or upstream has ended, else `supported`.
 */
export function pythonLineState(line: string, today: string): 'unbuilt' | 'ending' | 'supported' {
  const { platform, upstreamEnds } = describePythonLine(line);
  if (
    platform === undefined ||
    (platform.supportEnds !== undefined && platform.supportEnds <= today)
  )
    return 'unbuilt';
  return platform.supportEnds !== undefined || (upstreamEnds !== undefined && upstreamEnds < today)
    ? 'ending'
    : 'supported';
}
