/** A stack as far as a Python build depends on it. */
export interface StackFacts {
  readonly name: string;
  readonly ubuntu: string;
  readonly state: 'deprecated' | 'available' | 'recommended';
  /** Last month of support as the documentation gives it; undefined when none was found. */
  readonly supportedThrough: string | undefined;
}

/**
 * The stacks that a Python app can be built on, oldest first. Source: heroku/base-images readme of
 * 2026-07, buildpack v351; read 2026-11-23.
 */
export const STACKS: readonly StackFacts[] = [
  { name: 'heroku-22', ubuntu: '22.04', state: 'deprecated', supportedThrough: 'April 2027' },
  { name: 'heroku-24', ubuntu: '24.04', state: 'available', supportedThrough: 'April 2029' },
  { name: 'heroku-26', ubuntu: '26.04', state: 'recommended', supportedThrough: undefined },
];

/**
 * The stack a build uses when none is named: the one the buildpack's own tests default to. Source:
 * buildpack v351; read 2026-11-23.
 */
export const DEFAULT_STACK = 'heroku-26';

/**
 * True for a stack that was supported once and is refused now. Source: buildpack v351 (Heroku-20
 * left in v282); read 2026-11-23.
 */
export function isRetiredStack(stack: string): boolean {
  return ['heroku-16', 'heroku-18', 'heroku-20'].includes(stack) || stack.startsWith('cedar');
}

/** One minor line of Python that the platform builds. */
export interface PythonLine {
  /** As X.Y. */
  readonly line: string;
  /**
   * Newest patch as X.Y.Z that the classic buildpack v351 and the Cloud Native Buildpack 6.5.6
   * know.
   */
  readonly latestPatch: { readonly classic: string; readonly cnb: string };
  /** Date (ISO) on which the platform stops to build it; undefined while it is simply supported. */
  readonly supportEnds: string | undefined;
}

/**
 * The lines of Python that can be built, oldest first. Source: buildpack v351 of 2026-08-18 and
 * heroku/buildpacks-python 6.5.6 of 2026-08-06; read 2026-11-23.
 */
export const PYTHON_LINES: readonly PythonLine[] = [
  { line: '3.10', latestPatch: { classic: '3.10.21', cnb: '3.10.20' }, supportEnds: '2027-01-06' },
  { line: '3.11', latestPatch: { classic: '3.11.16', cnb: '3.11.15' }, supportEnds: undefined },
  { line: '3.12', latestPatch: { classic: '3.12.14', cnb: '3.12.13' }, supportEnds: undefined },
  { line: '3.13', latestPatch: { classic: '3.13.15', cnb: '3.13.15' }, supportEnds: undefined },
  { line: '3.14', latestPatch: { classic: '3.14.7', cnb: '3.14.7' }, supportEnds: undefined },
];

/**
 * The line that an app without a version file gets at its first build (since v323 of 2025-12-05).
 * Source: buildpack v351; read 2026-11-23.
 */
export const DEFAULT_PYTHON_LINE = '3.14';

/** The facts of a line given as X.Y; undefined for a line that is not built. */
export function findPythonLine(line: string): PythonLine | undefined {
  return PYTHON_LINES.find((one) => one.line === line);
}
