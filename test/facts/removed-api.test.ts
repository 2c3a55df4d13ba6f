import { expect, test } from 'vitest';
import {
  REMOVED_DJANGO_FIELDS,
  REMOVED_FROM_DJANGO,
  REMOVED_FROM_PYTHON,
} from '../../src/facts/removed-api.ts';

const tables = { python: REMOVED_FROM_PYTHON, django: REMOVED_FROM_DJANGO };

test.each(Object.entries(tables))('each row of %s has a version, a source and a day', (_, rows) => {
  expect(rows.length).toBeGreaterThan(50);
  for (const { path, removedIn, instead, source, read } of rows) {
    expect(path).toMatch(/^[A-Za-z_][\w.]*$/);
    expect(removedIn, path).toMatch(/^\d+\.\d+$/);
    expect(instead, path).not.toBe('');
    expect(source.url).toMatch(/^https:\/\/\S+$/);
    expect(read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});

test.each(Object.entries(tables))('no path stands in %s twice', (_, rows) => {
  const keys = rows.map(({ path, keyword }) => `${path} ${keyword ?? ''}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('what is called in the same way is named by a dotted path or a name', () => {
  const named = REMOVED_FROM_DJANGO.filter(({ isSame, keyword }) => isSame && !keyword);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ instead }) => !/^[A-Za-z_][\w.]*$/.test(instead))).toEqual([]);
});

test('each removed field has its system check', () => {
  expect(REMOVED_DJANGO_FIELDS.map(({ check }) => check)).toEqual([
    'fields.E903',
    'fields.E904',
    'fields.E905',
    'fields.E906',
    'fields.E907',
  ]);
});
