import { expect, test } from 'vitest';
import { DYNO_SIZES, defaultConcurrency, dynoSize } from '../../../src/facts/dynos.ts';
import { dynoEnvironment, dynoScript } from '../../../src/heroku/dyno/environment.ts';

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

test.each([
  ['web.1', 'de_DE.UTF-8'],
  ['run.4711', 'C.UTF-8'],
  ['release.1', 'C.UTF-8'],
])('LANG of %s is %s when the config var says German', (name, lang) => {
  const configVars = { LANG: 'de_DE.UTF-8' };
  expect(dynoEnvironment({ home: '/app', name, port: undefined, configVars }).LANG).toBe(lang);
});
