import type { Cycle } from './end-of-life.ts';
import { factsInForce } from './in-force.ts';
import type { StackRow } from './tables.ts';

/** The stacks that a Python app can be built on, oldest first. */
export function stacks(): readonly StackRow[] {
  return factsInForce().tables.stacks.stacks;
}

/** The stack a build uses when none is named. */
export function defaultStack(): string {
  return factsInForce().tables.stacks.default.name;
}

/** True for a stack that was supported once and is refused now. */
export function isRetiredStack(stack: string): boolean {
  return factsInForce().tables.stacks.retired.some(({ name }) => name === stack);
}

/** True for a stack of a later year than the newest that these facts know, such as heroku-28. */
export function isNewerStack(stack: string): boolean {
  const [, year] = /^heroku-(\d{2})$/.exec(stack) ?? [];
  const newest = Number(stacks().at(-1)?.name.split('-')[1]);
  return year !== undefined && Number(year) > newest;
}

/** Stacks that can be built on with the end of their support, oldest first. */
export function stackCycles(): readonly Cycle[] {
  return stacks().map(({ name, supportEnds }) => ({
    cycle: name,
    supportEnds: supportEnds ?? undefined,
  }));
}
