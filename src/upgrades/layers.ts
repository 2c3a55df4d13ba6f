import { djangoCycles } from '../facts/django-series.ts';
import { type Cycle, daysBetween } from '../facts/end-of-life.ts';
import { postgresCycles } from '../facts/postgres-plans.ts';
import {
  findPythonLine,
  mayBuildPython,
  pythonCycles,
  pythonFactsRead,
} from '../facts/python-lines.ts';
import { isRetiredStack, stackCycles } from '../facts/stacks.ts';
import type { InUse, StackInUse } from './stack-in-use.ts';

/** One layer of the stack beside what is known of its end. */
export interface Layer {
  readonly name: 'Django' | 'Python' | 'Postgres' | 'Stack';
  readonly inUse: string | undefined;
  /** The file that says so, or why it is assumed. */
  readonly from: string;
  readonly newest: string;
  /** ISO date of the last security fix; undefined when no date is known. */
  readonly supportedUntil: string | undefined;
  /** Whole days left on the day of the run; negative when it is over. */
  readonly daysLeft: number | undefined;
  /** What the platform itself says beyond the date, such as that a build is refused. */
  readonly platform: string | undefined;
}

/**
 * The layers of the repository on the given day (ISO date), from the code down to the operating
 * system.
 */
export function describeLayers(inUse: StackInUse, today: string): readonly Layer[] {
  const python = describeLayer('Python', inUse.python, pythonCycles(), today);
  return [
    describeLayer('Django', inUse.django, djangoCycles(), today),
    { ...python, platform: pythonOnPlatform(inUse.python.cycle) },
    ...(inUse.postgres === undefined
      ? []
      : [describeLayer('Postgres', inUse.postgres, postgresCycles(), today)]),
    {
      ...describeLayer('Stack', inUse.stack, stackCycles(), today),
      platform: stackOnPlatform(inUse.stack.cycle),
    },
  ];
}

function describeLayer(
  name: Layer['name'],
  { cycle, from }: InUse,
  cycles: readonly Cycle[],
  today: string,
): Layer {
  const supportedUntil = cycles.find((one) => one.cycle === cycle)?.supportEnds;
  return {
    name,
    inUse: cycle,
    from,
    newest: cycles.at(-1)!.cycle,
    supportedUntil,
    daysLeft: supportedUntil === undefined ? undefined : daysBetween(today, supportedUntil),
    platform: undefined,
  };
}

function pythonOnPlatform(python: string | undefined): string | undefined {
  if (python === undefined) return undefined;
  const line = findPythonLine(python);
  if (line === undefined)
    return mayBuildPython(python)
      ? `newer than these facts (read on ${pythonFactsRead()})`
      : 'Heroku does not build it';
  return line.supportEnds === undefined ? undefined : `Heroku builds it until ${line.supportEnds}`;
}

function stackOnPlatform(stack: string | undefined): string | undefined {
  return stack !== undefined && isRetiredStack(stack) ? 'Heroku does not build on it' : undefined;
}

/**
 * True when the layer is over, is refused by the platform, or has fewer days left than asked for.
 */
export function isDue(layer: Layer, withinDays: number): boolean {
  const refused = layer.platform?.startsWith('Heroku does not build') ?? false;
  return refused || (layer.daysLeft !== undefined && layer.daysLeft < withinDays);
}
