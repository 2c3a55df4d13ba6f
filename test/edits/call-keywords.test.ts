import { expect, test } from 'vitest';
import { setCallKeywords } from '../../src/edits/python/call-keywords.ts';
import { applyEdits } from '../../src/edits/text-edit.ts';
import { parsePython } from '../../src/project/python/parse.ts';

const KEYWORDS = { conn_max_age: '600', ssl_require: 'True' };

function edit(text: string): string {
  const parsed = parsePython('settings.py', text);
  if (!parsed.ok) throw new Error('the case is no Python');
  const result = setCallKeywords(parsed.source, 'DATABASES', (name) => name.endsWith('.config'), KEYWORDS);
  return result.ok ? applyEdits(text, result.edits) : `declined: ${result.because}`;
}

test.each([
  ['DATABASES = {"default": url.config()}', 'DATABASES = {"default": url.config(conn_max_age=600, ssl_require=True)}'],
  ['DATABASES = {"default": url.config("X",)}', 'DATABASES = {"default": url.config("X", conn_max_age=600, ssl_require=True,)}'],
  ['DATABASES = {"default": url.config(conn_max_age=0)}', 'DATABASES = {"default": url.config(conn_max_age=600, ssl_require=True)}'],
  ['DATABASES = url.config(\n    env="X",  # why\n)\n', 'DATABASES = url.config(\n    env="X", conn_max_age=600, ssl_require=True,  # why\n)\n'],
  ['DATABASES["default"] = 1\nDATABASES = url.config(ssl_require=True, conn_max_age=600)', 'DATABASES["default"] = 1\nDATABASES = url.config(ssl_require=True, conn_max_age=600)'],
])('%j gets the keywords it lacks', (before, after) => {
  expect(edit(before)).toBe(after);
  expect(edit(after)).toBe(after);
});

test.each([
  ['DATABASES = {}', 'DATABASES is not made by one call'],
  ['DATABASES = {"a": url.config(), "b": url.config()}', 'DATABASES is not made by one call'],
  ['DATABASES = url.config(**given)', 'the arguments of DATABASES are not written out'],
  ['DATABASES = url.config((1))', 'the last argument of DATABASES is written in a way that cannot be followed'],
])('%j is declined', (text, because) => {
  expect(edit(text)).toBe(`declined: ${because}`);
});
