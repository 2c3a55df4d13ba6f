import { expect, test } from 'vitest';
import { judgeCache } from '../../../../src/heroku/buildpack/decide/cache-verdict.ts';

const needs = {
  stack: 'heroku-24',
  pythonVersion: '3.14.10',
  packageManager: 'pip',
  packageManagerVersion: '26.2.1',
  inputSha256: 'a',
} as const;

test('a cache that records no package manager has a format of its own', () => {
  const record = { ...needs, packageManager: undefined, packageManagerVersion: undefined };
  expect(judgeCache(record, needs, 'classic')).toEqual({
    status: 'discarded',
    reasons: ['cache-format-changed'],
  });
});

test('another package manager is named with the one before', () => {
  expect(judgeCache({ ...needs, packageManager: 'uv' }, needs, 'classic').reasons).toEqual([
    'package-manager-changed:uv->pip',
  ]);
});
