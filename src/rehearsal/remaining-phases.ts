import type { PhaseName } from './rehearsal.ts';

/** The phases after the build, in their order. */
const ORDER = [
  'check',
  'release',
  'boot',
  'probe',
  'drill',
  'stop',
] as const satisfies readonly PhaseName[];

/**
 * Returns the phases from `first` to the end of a rehearsal; the drill is one only where it was
 * asked for.
 */
export function phasesFrom(first: (typeof ORDER)[number], drill: boolean): readonly PhaseName[] {
  return ORDER.slice(ORDER.indexOf(first)).filter((name) => name !== 'drill' || drill);
}
