import { expect, test } from 'vitest';
import { containmentDifferences, leftoverDifferences } from '../../src/heroku/containment.ts';

const SEES =
  "the project's processes see the other processes on this machine and can read the environment of your own, because this system offers no PID namespace";

test('each way of containing processes says what it leaves out', () => {
  expect(containmentDifferences({ heldBy: 'namespace' })).toEqual([]);
  expect(containmentDifferences({ heldBy: 'subreaper' })).toEqual([SEES]);
  expect(containmentDifferences({ heldBy: 'search' })).toEqual([
    SEES,
    'a process that detaches from its parent and clears its environment can outlive its dyno or build step, because no Python with ctypes is installed to keep track of it',
  ]);
  expect(containmentDifferences({ heldBy: 'group' })).toEqual([
    SEES,
    'a process that leaves its process group can outlive its dyno or build step, because this system has no way to keep track of it',
  ]);
});

test('processes that a step left in the background are counted', () => {
  const tail =
    'stopped at the end of that step instead of the end of the build, because a build step must leave nothing on this machine';
  expect(leftoverDifferences({ left: 0 }, 'bin/pre_compile')).toEqual([]);
  expect([1, 2].flatMap((left) => leftoverDifferences({ left }, 'bin/pre_compile'))).toEqual([
    `a background process left by bin/pre_compile was ${tail}`,
    `2 background processes left by bin/pre_compile were ${tail}`,
  ]);
});
