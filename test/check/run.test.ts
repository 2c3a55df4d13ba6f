import { expect, test } from 'vitest';
import { reaches, runRules } from '../../src/check/run.ts';
import { findingsIn, textProject, wordRule } from './stand-in.ts';

test('findings come by severity, then file, then place, the project as a whole first', () => {
  const whole = {
    ...wordRule('x'),
    id: 'whole',
    check: () => [{ at: undefined, facts: { word: 'x' } }],
  };
  const grave = { ...wordRule('beta'), id: 'grave', severity: 'error' as const };
  const { findings } = findingsIn(
    { 'b.txt': 'alpha beta', 'a.txt': 'one\ntwo alpha alpha' },
    wordRule('alpha'),
    whole,
    grave,
  );
  expect(findings.map(({ rule, file, line, column }) => [rule, file, line, column])).toEqual([
    ['grave', 'b.txt', 1, 7],
    ['whole', undefined, 1, 1],
    ['word-alpha', 'a.txt', 2, 5],
    ['word-alpha', 'a.txt', 2, 11],
    ['word-alpha', 'b.txt', 1, 1],
  ]);
});

test('a sighting may raise or lower the severity of its rule', () => {
  const rule = {
    ...wordRule('x'),
    check: () => [{ at: undefined, facts: { word: 'x' }, severity: 'hint' as const }],
  };
  expect(runRules(textProject({}), [rule]).map(({ severity }) => severity)).toEqual(['hint']);
});

test('only the rules that are asked for run, and those left out do not', () => {
  const rules = [wordRule('alpha'), wordRule('beta')];
  const repository = textProject({ 'a.txt': 'alpha beta' });
  expect(runRules(repository, rules, { only: ['word-beta'] }).map(({ rule }) => rule)).toEqual([
    'word-beta',
  ]);
  expect(runRules(repository, rules, { skip: ['word-beta'] }).map(({ rule }) => rule)).toEqual([
    'word-alpha',
  ]);
});

test('a rule that throws is not hidden', () => {
  const broken = {
    ...wordRule('x'),
    check: () => {
      throw new Error('a bug of ours');
    },
  };
  expect(() => runRules(textProject({}), [broken])).toThrow('a bug of ours');
});

test('an error reaches every threshold, a hint only its own', () => {
  expect(['error', 'warning', 'hint'].map((one) => reaches('error', one as 'error'))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['error', 'warning', 'hint'].map((one) => reaches('hint', one as 'error'))).toEqual([
    false,
    false,
    true,
  ]);
});
