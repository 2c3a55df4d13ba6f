import { expect, test } from 'vitest';
import { compare, filter, isVersion, satisfies } from '../../../src/project/dependencies/pep440.ts';

const HUGE = '9'.repeat(22);

test('a number of 22 digits is larger than every release', () => {
  expect(satisfies('5.2', `<${HUGE}`)).toBe(true);
  expect(satisfies('5.2', `>=${HUGE}`)).toBe(false);
  expect(satisfies('5.2', `<5!1,>=${HUGE}!0`)).toBe(false);
  expect(filter(['4.2', '5.2'], `>4.2,<${HUGE}.1`)).toEqual(['5.2']);
  expect(compare(HUGE, '5.2')).toBeGreaterThan(0);
  expect(isVersion(`1.0.post${HUGE}`)).toBe(true);
});

test('a text that is no specifier set or version takes nothing', () => {
  expect(satisfies('5.2', 'x')).toBe(false);
  expect(isVersion('1e5')).toBe(false);
});
