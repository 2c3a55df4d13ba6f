import { compare, valid } from '@renovatebot/pep440';
import { expect, test } from 'vitest';
import { VERSION_CONFLICTS } from '../../src/facts/version-conflicts.ts';

test('the table of version conflicts has at least sixty rows, each with a source', () => {
  expect(VERSION_CONFLICTS.length).toBeGreaterThanOrEqual(60);
  for (const { source, read } of VERSION_CONFLICTS) {
    expect(read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(source.title).not.toBe('');
    expect(source.url).toMatch(/^https:\/\/\S+$/);
  }
});

test('each row names versions that can be compared, the older before the newer', () => {
  for (const { package: name, worksFrom, since, from } of VERSION_CONFLICTS) {
    const versions = [worksFrom, since, from].filter((one) => typeof one === 'string');
    expect(
      versions.filter((one) => valid(one) === null),
      name,
    ).toEqual([]);
    if (worksFrom !== null && since !== undefined)
      expect(compare(since, worksFrom), name).toBeLessThan(0);
  }
});

test('a row without a release that works says what to take, or can be solved by staying below', () => {
  const stuck = VERSION_CONFLICTS.filter(
    ({ worksFrom, instead, beside }) =>
      worksFrom === null && instead === undefined && beside === 'python',
  );
  expect(stuck).toEqual([]);
});

test('no two rows say the same', () => {
  const keys = VERSION_CONFLICTS.map((one) =>
    [one.package, one.worksFrom, one.beside, one.from, one.symptom].join(' '),
  );
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
