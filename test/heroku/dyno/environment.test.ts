import { expect, test } from 'vitest';
import { DYNO_SIZES, defaultConcurrency, dynoSize } from '../../../src/facts/dynos.ts';
import { dynoScript } from '../../../src/heroku/dyno/environment.ts';

test('the workers of each size are those of the buildpack', () => {
  expect(DYNO_SIZES.map((size) => [size.name, defaultConcurrency(size)])).toEqual([
    ['eco', 2],
    ['basic', 2],
    ['standard-1x', 2],
    ['standard-2x', 4],
    ['performance-m', 5],
    ['performance-l', 17],
    ['performance-l-ram', 9],
    ['performance-xl', 17],
    ['performance-2xl', 33],
  ]);
  expect(dynoScript(dynoSize('Performance-M'))).toContain('export WEB_CONCURRENCY=5');
});

test('a size that does not exist is wrong use', () => {
  expect(() => dynoSize('hobby')).toThrow("There is no dyno size 'hobby'");
});
