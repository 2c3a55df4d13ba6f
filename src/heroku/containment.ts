import type { Containment } from '../machine/start-group.ts';

const SEES =
  "the project's processes see the other processes on this machine and can read the environment of your own, because this system offers no PID namespace";

const OUTLIVES: Readonly<Partial<Record<Containment['heldBy'], string>>> = {
  search:
    'a process that detaches from its parent and clears its environment can outlive its dyno or build step, because no Python with ctypes is installed to keep track of it',
  group:
    'a process that leaves its process group can outlive its dyno or build step, because this system has no way to keep track of it',
};

/**
 * Returns the differences that come from how this system contains the project's processes, without
 * the leading `Differs from Heroku:`.
 */
export function containmentDifferences({ heldBy }: Pick<Containment, 'heldBy'>): readonly string[] {
  const outlives = OUTLIVES[heldBy];
  return [...(heldBy === 'namespace' ? [] : [SEES]), ...(outlives === undefined ? [] : [outlives])];
}

/** Returns the difference to report when a build step left processes behind, if it did. */
export function leftoverDifferences(
  { left }: Pick<Containment, 'left'>,
  program: string,
): readonly string[] {
  if (left === 0) return [];
  const processes = left === 1 ? 'a background process' : `${left} background processes`;
  return [
    `${processes} left by ${program} ${left === 1 ? 'was' : 'were'} stopped at the end of that step instead of the end of the build, because a build step must leave nothing on this machine`,
  ];
}
