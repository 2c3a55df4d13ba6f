import { expect, test } from 'vitest';
import { standInCause } from '../../../src/heroku/buildpack/stand-in-cause.ts';
import type { BuildState } from '../../../src/heroku/buildpack/state.ts';

const interpreter = {
  path: '/usr/bin/python3.11',
  version: '3.11.2',
  line: '3.11',
  hasPip: true,
  hasEnsurePip: true,
  standInFor: '3.14.10',
  otherLine: true,
};
const plan = { pythonVersion: '3.14.10' } as BuildState['plan'];
const cause = {
  id: 'python-excluded',
  what: 'Django==6.1 does not run on the Python that builds it',
  evidence: ['ERROR: No matching distribution found for Django==6.1'],
  remedy: [],
};

test('a refused package is first of all a lack of this machine where another Python stood in', () => {
  expect(standInCause({ interpreter, plan }, cause, '')).toEqual({
    id: 'stand-in-python',
    what: 'This machine lacks Python 3.14, and Python 3.11.2 stood in for it, which can be the reason',
    evidence: [
      'With 3.11.2: Django==6.1 does not run on the Python that builds it.',
      'ERROR: No matching distribution found for Django==6.1',
    ],
    remedy: [
      'Install Python 3.14 with one of these, then build again:',
      '  uv python install 3.14',
      '  pyenv install 3.14',
    ],
    ofMachine: true,
  });
});

test('a name that only a newer standard library has needs no known cause', () => {
  const output = "ImportError: cannot import name 'override' from 'typing' (/usr/lib/typing.py)";
  expect(standInCause({ interpreter, plan }, undefined, output)?.id).toBe('stand-in-python');
});

test('what no Python can bring about, and another patch of the line, keep their own cause', () => {
  const stale = { ...cause, id: 'lock-stale' };
  expect(standInCause({ interpreter, plan }, stale, '')).toBe(stale);
  const samePatch = { ...interpreter, otherLine: false };
  expect(standInCause({ interpreter: samePatch, plan }, cause, '')).toBe(cause);
  expect(standInCause({ interpreter, plan }, undefined, 'Segmentation fault')).toBeUndefined();
});
