import { type Cycle, compareCycles, daysBetween } from '../facts/end-of-life.ts';
import { everyDjango, everyPython } from '../facts/ended-series.ts';
import { defaultKeyValueStore, keyValueCycles } from '../facts/key-value-store.ts';
import { postgresCycles } from '../facts/postgres-plans.ts';
import { findPythonLine, pythonFactsRead, pythonLines } from '../facts/python-lines.ts';
import { isNewerStack, isRetiredStack, stackCycles } from '../facts/stacks.ts';
import type { InUse, StackInUse } from './stack-in-use.ts';

/** One layer of the stack beside what is known of its end. */
export interface Layer {
  readonly name: 'Django' | 'Python' | 'Package manager' | 'Postgres' | 'Key-Value Store' | 'Stack';
  readonly inUse: string | undefined;
  /** The file that says so, or why it is assumed. */
  readonly from: string;
  /** The newest upstream; undefined for what only the platform has. */
  readonly newest: string | undefined;
  /** The newest that Heroku has. */
  readonly newestOnHeroku: string | undefined;
  /** ISO date of the last security fix; undefined when no date is known. */
  readonly supportedUntil: string | undefined;
  /** Whole days left on the day of the run; negative when it is over. */
  readonly daysLeft: number | undefined;
  /** What the platform itself says beyond the date, such as that a build is refused. */
  readonly platform: string | undefined;
  /** Why nobody can say from the files and the facts how it stands; undefined when one can. */
  readonly cannotTell: string | undefined;
}

/**
 * The layers of the repository on the given day (ISO date), from the code down to the operating
 * system.
 */
export function describeLayers(inUse: StackInUse, today: string): readonly Layer[] {
  const { packageManager, postgres, keyValueStore, stack } = inUse;
  const layer = (name: Layer['name'], one: InUse, known: Known): Layer =>
    describeLayer(name, one, known, today);
  const postgresKnown = { cycles: postgresCycles() };
  const storeKnown = { cycles: keyValueCycles(), onHeroku: defaultKeyValueStore() };
  return [
    layer('Django', inUse.django, { cycles: everyDjango() }),
    {
      ...layer('Python', inUse.python, {
        cycles: everyPython(),
        onHeroku: pythonLines().at(-1)?.line,
      }),
      platform: pythonOnPlatform(inUse.python.cycle),
    },
    {
      ...layer('Package manager', packageManager, { cycles: [] }),
      newestOnHeroku: packageManager.cycle,
      cannotTell: packageManager.unsure,
    },
    ...(postgres === undefined ? [] : [layer('Postgres', postgres, postgresKnown)]),
    ...(keyValueStore === undefined ? [] : [layer('Key-Value Store', keyValueStore, storeKnown)]),
    {
      ...layer('Stack', stack, { cycles: stackCycles() }),
      ...stackOnPlatform(stack),
    },
  ];
}

interface Known {
  /** Oldest first. */
  readonly cycles: readonly Cycle[];
  /** The newest on Heroku where that is not the newest of all. */
  readonly onHeroku?: string | undefined;
}

function describeLayer(
  name: Layer['name'],
  { cycle, from, unsure }: InUse,
  { cycles, onHeroku }: Known,
  today: string,
): Layer {
  const known = cycles.find((one) => one.cycle === cycle);
  const supportedUntil = known?.supportEnds;
  const newest = cycles.at(-1)?.cycle;
  return {
    name,
    inUse: cycle,
    from,
    newest,
    newestOnHeroku: onHeroku ?? newest,
    supportedUntil,
    daysLeft: supportedUntil === undefined ? undefined : daysBetween(today, supportedUntil),
    platform: undefined,
    cannotTell: unsure ?? (known === undefined ? unknownCycle(cycle, cycles) : noDate(known)),
  };
}

function unknownCycle(cycle: string | undefined, cycles: readonly Cycle[]): string {
  const newest = cycles.at(-1)?.cycle;
  return cycle !== undefined && newest !== undefined && compareCycles(cycle, newest) > 0
    ? `${cycle} is newer than these facts, which end with ${newest}`
    : `these facts do not know ${cycle}`;
}

function noDate({ cycle, supportEnds }: Cycle): string | undefined {
  return supportEnds === undefined ? `no end of ${cycle} is known` : undefined;
}

function pythonOnPlatform(python: string | undefined): string | undefined {
  if (python === undefined) return undefined;
  const line = findPythonLine(python);
  if (line !== undefined)
    return line.supportEnds === undefined
      ? undefined
      : `Heroku builds it until ${line.supportEnds}`;
  const newest = everyPython().at(-1)!.cycle;
  return compareCycles(python, newest) > 0
    ? `newer than these facts (read on ${pythonFactsRead()})`
    : 'Heroku does not build it';
}

/** A stack that is built on has an end that Heroku announces late: without a date, it is supported. */
function stackOnPlatform({ cycle, unsure }: InUse): Pick<Layer, 'platform' | 'cannotTell'> {
  if (unsure !== undefined || cycle === undefined)
    return { platform: undefined, cannotTell: unsure };
  if (isRetiredStack(cycle))
    return { platform: 'Heroku does not build on it', cannotTell: undefined };
  const known = stackCycles().find((one) => one.cycle === cycle);
  if (known !== undefined)
    return {
      platform: known.supportEnds === undefined ? 'supported; no end is announced' : undefined,
      cannotTell: undefined,
    };
  const fault = isNewerStack(cycle) ? 'is newer than these facts' : 'is no stack that is known';
  return { platform: undefined, cannotTell: `${cycle} ${fault}` };
}

/**
 * True when the layer is over, is refused by the platform, or has fewer days left than asked for.
 */
export function isDue(layer: Layer, withinDays: number): boolean {
  const refused = layer.platform?.startsWith('Heroku does not build') ?? false;
  return refused || (layer.daysLeft !== undefined && layer.daysLeft < withinDays);
}
