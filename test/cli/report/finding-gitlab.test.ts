import { expect, test } from 'vitest';
import { renderGitlab } from '../../../src/cli/report/finding-gitlab.ts';
import { findingsIn, wordRule } from '../../check/stand-in.ts';

const TEXTS = { 'a.txt': 'red\n\nred\n' };

test('each finding is an issue with a path from the root, a line and one fingerprint of its own', () => {
  const issues = JSON.parse(
    renderGitlab([
      { root: './shop/', ...findingsIn(TEXTS, wordRule('red')) },
      { root: '.', ...findingsIn(TEXTS, wordRule('red')) },
    ]),
  );
  expect(issues.map(({ location }: { location: unknown }) => location)).toEqual([
    { path: 'shop/a.txt', lines: { begin: 1 } },
    { path: 'shop/a.txt', lines: { begin: 3 } },
    { path: 'a.txt', lines: { begin: 1 } },
    { path: 'a.txt', lines: { begin: 3 } },
  ]);
  const prints = issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  expect(new Set(prints).size).toBe(4);
  expect(Object.keys(issues[0])).toEqual([
    'description',
    'check_name',
    'fingerprint',
    'severity',
    'location',
  ]);
  expect(issues[0]).toMatchObject({ check_name: 'word-red', severity: 'major' });
});

test('a finding about the whole project is shown at manage.py, and no finding is an empty list', () => {
  const whole = { ...wordRule('x'), check: () => [{ at: undefined, facts: { word: 'x' } }] };
  const [issue] = JSON.parse(renderGitlab([{ root: 'shop', ...findingsIn({}, whole) }]));
  expect(issue.location).toEqual({ path: 'shop/manage.py', lines: { begin: 1 } });
  expect(renderGitlab([{ root: '.', ...findingsIn({}, wordRule('red')) }])).toBe('[]\n');
});
