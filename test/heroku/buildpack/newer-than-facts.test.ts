import { afterAll, expect, test } from 'vitest';
import { planBuild } from '../../../src/heroku/buildpack/plan.ts';
import { memoryFiles } from '../../../src/python/file-tree.ts';
import { useAugustFacts, useShippedFacts } from '../../facts/use-august-facts.ts';

function plan(version: string, stack = 'heroku-26') {
  const { outcome, failureReason, pythonVersion, beyondFacts, warnings } = planBuild(
    memoryFiles({ 'requirements.txt': 'Django~=6.1.0\n', '.python-version': `${version}\n` }),
    { stack, buildpack: 'classic', mode: 'build', configVars: {}, cache: undefined },
  );
  return { outcome, failureReason, pythonVersion, beyondFacts, warnings };
}

afterAll(() => useShippedFacts());

test('a build for Python 3.15 is one like any other', () => {
  useShippedFacts();
  expect(plan('3.15')).toEqual({
    outcome: 'success',
    failureReason: null,
    pythonVersion: '3.15.2',
    beyondFacts: [],
    warnings: [],
  });
});

test('a build for a line and a stack that the facts do not know goes on, and says so', () => {
  useAugustFacts({ complete: false });
  expect(plan('3.15', 'heroku-28')).toEqual({
    outcome: 'success',
    failureReason: null,
    pythonVersion: '3.15.0',
    beyondFacts: [
      'heroku-28 is taken to work as heroku-26 does, because it is newer than these facts (read on 2026-11-23; dynoready facts --refresh)',
      'Python 3.15 is taken to exist, because it is newer than these facts (3.14, read on 2026-11-23; dynoready facts --refresh)',
    ],
    warnings: [],
  });
});

test('a patch that the facts do not know is built', () => {
  useShippedFacts();
  expect(plan('3.14.99')).toMatchObject({ outcome: 'success', pythonVersion: '3.14.99' });
});

test('the buildpack of August refuses what it did not know', () => {
  useAugustFacts({ complete: true });
  expect(plan('3.15').failureReason).toBe('python-version::unknown-major');
  expect(plan('3.14.99').failureReason).toBe('python-version::unknown-patch');
});

test.each([
  ['2027-01-05', null, ['python-3.10-deprecated']],
  ['2027-01-06', 'python-version::eol', []],
])('on %s a build for 3.10 ends with %s', (today, reason, warnings) => {
  useShippedFacts(today);
  expect(plan('3.10')).toMatchObject({ failureReason: reason, warnings });
});
