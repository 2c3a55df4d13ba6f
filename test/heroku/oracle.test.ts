import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { compareFields, readCases } from '../../scripts/oracle/case.ts';
import { answerStatic } from '../../scripts/oracle/judge-static.ts';
import { keepToAugustFacts } from '../facts/use-august-facts.ts';

keepToAugustFacts({ complete: true });

const { cases, refused } = readCases(resolve(import.meta.dirname, '../fixtures/oracle/cases.json'));

test('there are cases to judge, and each is understood', () => {
  expect(cases.length).toBe(136);
  expect(refused).toEqual([]);
});

test.each(cases.map((one) => [one.id, one] as const))(
  '%s: the files say what the buildpack said',
  async (_id, one) => {
    expect(compareFields(one.staticFields, one.expect, await answerStatic(one, undefined))).toEqual(
      [],
    );
  },
);

const own = readCases(resolve(import.meta.dirname, 'buildpack/cases.json'));

test('every case of our own is understood', () => {
  expect(own.refused).toEqual([]);
  expect(own.cases.length).toBeGreaterThan(250);
});

test.each(own.cases.map((one) => [one.id, one] as const))(
  '%s: the files say what the rules of the platform say',
  async (_id, one) => {
    expect(compareFields(one.staticFields, one.expect, await answerStatic(one, undefined))).toEqual(
      [],
    );
  },
);

test('a field that differs is named with both values', () => {
  expect(
    compareFields(
      ['cache', 'warnings'],
      { cache: 'reused', warnings: [] },
      { cache: 'empty', warnings: [] },
    ),
  ).toEqual([{ field: 'cache', expected: 'reused', actual: 'empty' }]);
});

test('an expected environment agrees when each of its variables is there, whatever else is', () => {
  const expected = { runtimeEnv: { DYNO_RAM: '512' } };
  expect(
    compareFields(['runtimeEnv'], expected, { runtimeEnv: { DYNO_RAM: '512', HOME: '/app' } }),
  ).toEqual([]);
  expect(compareFields(['runtimeEnv'], expected, { runtimeEnv: { HOME: '/app' } })).toHaveLength(1);
});
