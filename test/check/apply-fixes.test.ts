import { expect, test } from 'vitest';
import { fixProject, planFixes } from '../../src/check/apply-fixes.ts';
import type { FileTree } from '../../src/python/file-tree.ts';
import { findingsIn, textProject, wordRule } from './stand-in.ts';

const SAFE = { unsafe: false };

function reread(files: FileTree) {
  return { ...textProject({}), files };
}

test('all fixes of a round are made at once, each file once', () => {
  const { repository, findings } = findingsIn(
    { 'a.txt': 'red red', 'b.txt': 'red' },
    wordRule('red', { to: 'blue' }),
  );
  const { files, applied, waiting } = planFixes(repository, findings, SAFE);
  expect(files).toEqual([
    { path: 'a.txt', before: 'red red', after: 'blue blue' },
    { path: 'b.txt', before: 'red', after: 'blue' },
  ]);
  expect(applied).toHaveLength(3);
  expect(waiting).toEqual([]);
});

test('of two fixes that touch the same place the later waits', () => {
  const { repository, findings } = findingsIn(
    { 'a.txt': 'redder' },
    wordRule('red', { to: 'r' }),
    wordRule('redder', { to: 'more red' }),
  );
  const round = planFixes(repository, findings, SAFE);
  expect(round.files[0]?.after).toBe('rder');
  expect(round.waiting.map(({ rule }) => rule)).toEqual(['word-redder']);
});

test('what may change behaviour is left alone unless it is asked for, and says so', () => {
  const { repository, findings } = findingsIn(
    { 'a.txt': 'red' },
    wordRule('red', { to: 'blue', safety: 'unsafe' }),
  );
  const careful = planFixes(repository, findings, SAFE);
  expect(careful.files).toEqual([]);
  expect(careful.declined.map(({ because }) => because)).toEqual([
    'it may change behaviour: run with --fix-unsafe',
  ]);
  expect(planFixes(repository, findings, { unsafe: true }).files[0]?.after).toBe('blue');
});

test('what can only be done by hand is never done', () => {
  const { repository, findings } = findingsIn(
    { 'a.txt': 'red' },
    wordRule('red', { to: 'blue', safety: 'manual' }),
  );
  const round = planFixes(repository, findings, { unsafe: true });
  expect([round.files, round.declined.map(({ because }) => because)]).toEqual([
    [],
    ['it can only be done by hand'],
  ]);
});

test('a fix after which Python would not read the file is left out, with the reason', () => {
  const { repository, findings } = findingsIn(
    { 'a.py': 'red = 1\n' },
    wordRule('red', { to: '1red' }),
  );
  const round = planFixes(repository, findings, SAFE);
  expect([round.files, round.declined.map(({ because }) => because)]).toEqual([
    [],
    ['Python would not read a.py any more'],
  ]);
});

test('rounds go on until nothing is left to mend, and report the first text and the last', () => {
  const rules = [wordRule('red', { to: 'blue' }), wordRule('blue', { to: 'green' })];
  const outcome = fixProject(textProject({ 'a.txt': 'red' }), rules, { ...SAFE, reread });
  expect(outcome.files).toEqual([{ path: 'a.txt', before: 'red', after: 'green' }]);
  expect(outcome.applied.map(({ rule }) => rule)).toEqual(['word-red', 'word-blue']);
  expect(outcome.left).toEqual([]);
});

test('two fixes that undo each other are a bug of ours and end with an error', () => {
  const rules = [wordRule('red', { to: 'blue' }), wordRule('blue', { to: 'red' })];
  expect(() => fixProject(textProject({ 'a.txt': 'red' }), rules, { ...SAFE, reread })).toThrow(
    'still changed files after 10 rounds',
  );
});
