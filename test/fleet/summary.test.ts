import { expect, test } from 'vitest';
import { bareOutcome, fleetLine } from '../../src/fleet/line.ts';
import { earlierRun, summarize } from '../../src/fleet/summary.ts';
import { madeLine, RUN } from './made-lines.ts';

const LINES = [
  madeLine('a'),
  madeLine('b', ['debug-on', 'hosts-empty', 'debug-on']),
  madeLine('c', ['debug-on']),
  fleetLine('d', bareOutcome('timeout', 'the check was not done after 60 s'), RUN),
];

test('rules by the repositories that they concern, and the worst repositories first', () => {
  const { rules, rows, repositories, statuses } = summarize(LINES, undefined, 3);
  expect(repositories).toBe(4);
  expect([...statuses]).toEqual([
    ['ok', { now: 1, before: null }],
    ['findings', { now: 2, before: null }],
    ['timeout', { now: 1, before: null }],
  ]);
  expect(rules).toEqual([
    { rule: 'debug-on', repositories: { now: 2, before: null }, findings: 3 },
    { rule: 'hosts-empty', repositories: { now: 1, before: null }, findings: 1 },
  ]);
  expect(rows.map(({ repository, errors, trend }) => [repository, errors, trend])).toEqual([
    ['d', 0, null],
    ['b', 3, null],
    ['c', 1, null],
  ]);
});

test('the trend counts findings that appeared and that are gone, and rules and statuses of both runs', () => {
  const earlier = earlierRun([
    madeLine('a', ['debug-on']),
    madeLine('b', ['debug-on', 'secret-key-committed']),
    madeLine('gone', ['debug-on']),
  ]);
  const { rules, rows, statuses } = summarize(LINES.slice(0, 3), earlier, 10);
  expect(Object.fromEntries(rows.map(({ repository, trend }) => [repository, trend]))).toEqual({
    a: { appeared: 0, gone: 1 },
    b: { appeared: 1, gone: 1 },
    c: null,
  });
  expect(rules.map(({ rule, repositories: { now, before } }) => [rule, now, before])).toEqual([
    ['debug-on', 2, 3],
    ['hosts-empty', 1, 0],
    ['secret-key-committed', 0, 1],
  ]);
  expect(statuses.get('findings')).toEqual({ now: 2, before: 3 });
});

test('of very many, the worst are kept', () => {
  const many = Array.from({ length: 500 }, (_, at) =>
    madeLine(`r${at}`, at % 50 === 0 ? ['debug-on'] : []),
  );
  const { rows, repositories } = summarize(many, undefined, 10);
  expect(repositories).toBe(500);
  expect(rows.map(({ errors }) => errors)).toEqual(Array(10).fill(1));
});
