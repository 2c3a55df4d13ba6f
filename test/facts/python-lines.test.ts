import { afterEach, describe, expect, test } from 'vitest';
import { oldFactsNote, useFacts } from '../../src/facts/in-force.ts';
import {
  defaultPythonLine,
  describePythonLine,
  expectedPythonDefault,
  isDeprecatedPython,
  mayBuildPython,
  olderNewestPython,
  pythonLineState,
  pythonLines,
  pythonRefusal,
} from '../../src/facts/python-lines.ts';
import { isNewerStack, isRetiredStack } from '../../src/facts/stacks.ts';
import { useAugustFacts, useShippedFacts } from './use-august-facts.ts';

afterEach(() => useShippedFacts());

describe('what the shipped tables say of Python', () => {
  test('Heroku builds 3.10 to 3.15, with the patches of release v359', () => {
    expect(pythonLines().map(({ latestPatch: { classic } }) => classic)).toEqual([
      '3.10.21',
      '3.11.18',
      '3.12.16',
      '3.13.18',
      '3.14.10',
      '3.15.2',
    ]);
  });

  test.each([
    ['2027-01-05', '3.10'],
    ['2027-01-06', '3.11'],
  ])('on %s the oldest line that is built is %s', (today, line) => {
    useFacts({ today });
    expect(pythonLines()[0]?.line).toBe(line);
  });

  test.each([
    ['2025-11-20', false],
    ['2025-11-21', true],
  ])('on %s builds with 3.10 warn: %s', (today, warns) => {
    useFacts({ today });
    expect(isDeprecatedPython('3.10')).toBe(warns);
  });

  test('a refusal that Heroku announced is told from one that is only expected', () => {
    expect(pythonRefusal('3.9')).toEqual({ on: '2026-01-07', expected: false });
    expect(pythonRefusal('3.10')).toEqual({ on: '2027-01-06', expected: false });
    expect(pythonRefusal('3.11')).toEqual({ on: '2028-01-06', expected: true });
    expect(pythonRefusal('3.16')).toBeUndefined();
  });

  test('the default stays what Heroku has said, also after the day another is expected', () => {
    useFacts({ today: '2026-12-24' });
    expect(defaultPythonLine()).toBe('3.14');
    expect(expectedPythonDefault()).toMatchObject({ line: '3.15', since: '2026-12-05' });
  });
});

describe('what is newer than the facts', () => {
  test.each([
    ['3.16', { newest: '3.15', read: '2026-11-30', fault: 'line' }],
    ['4.0.1', { newest: '3.15', read: '2026-11-30', fault: 'line' }],
    ['3.14.11', { newest: '3.14.10', read: '2026-11-30', fault: 'patch' }],
    ['3.14.10', undefined],
    ['3.15', undefined],
    ['3.9.99', undefined],
  ])('Python %s: %j', (version, expected) => {
    expect(olderNewestPython(version)).toEqual(expected);
  });

  test('may be built, unless the tables are those of one release of the buildpack', () => {
    useAugustFacts({ complete: false });
    expect([mayBuildPython('3.15'), mayBuildPython('3.14'), mayBuildPython('3.9')]).toEqual([
      true,
      true,
      false,
    ]);
    useAugustFacts({ complete: true });
    expect(mayBuildPython('3.15')).toBe(false);
  });

  test.each([
    ['heroku-28', true],
    ['heroku-26', false],
    ['heroku-20', false],
    ['ubuntu-28', false],
  ])('the stack %s: %s', (stack, newer) => {
    expect(isNewerStack(stack)).toBe(newer);
    expect(isRetiredStack(stack)).toBe(stack === 'heroku-20');
  });
});

test.each([
  ['2027-02-28', undefined],
  [
    '2027-03-01',
    'The facts about Heroku, Python and Django were read on 2026-11-30, 91 days ago. Renew them: dynoready facts --refresh',
  ],
])('on %s the age of the facts is said: %s', (today, note) => {
  useFacts({ today });
  expect(oldFactsNote()).toBe(note);
});

test.each([
  ['3.9', '2026-11-24', 'unbuilt'],
  ['3.10', '2026-11-24', 'ending'],
  ['3.10', '2027-01-06', 'unbuilt'],
  ['3.11', '2026-11-24', 'supported'],
  ['3.11', '2027-11-01', 'ending'],
  ['3.14', '2026-11-24', 'supported'],
  ['3.15', '2026-11-24', 'supported'],
  ['3.16', '2026-11-24', 'unbuilt'],
])('%s on %s is %s', (line, today, state) => {
  expect(pythonLineState(line, today)).toBe(state);
});

test('each knows the Django that works with it', () => {
  expect(describePythonLine('3.11').djangoSeries).toEqual(['4.1', '4.2', '5.0', '5.1', '5.2']);
  expect(describePythonLine('3.14')).toMatchObject({
    isDefault: true,
    upstreamEnds: '2030-10-31',
    djangoSeries: ['5.2', '6.0', '6.1'],
  });
  expect(describePythonLine('9.9')).toEqual({
    line: '9.9',
    platform: undefined,
    isDefault: false,
    upstreamEnds: undefined,
    djangoSeries: [],
  });
});
