import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pageText } from '../../src/machine/page-text.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const long = 'line\n'.repeat(40);

test('a text that is longer than the terminal goes through the pager', async () => {
  const env = { PATH: process.env.PATH, PAGER: `cp -t ${folder}` };
  expect(await pageText(long, { env, rows: 24 })).toBe(true);
  expect(readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8')).toBe(long);
});

test('a text that fits, a stream that is no terminal, and a pager that fails show nothing', async () => {
  const env = { PATH: process.env.PATH, PAGER: `cp -t ${folder}` };
  expect(await pageText('one\ntwo', { env, rows: 24 })).toBe(false);
  expect(await pageText(long, { env, rows: undefined })).toBe(false);
  expect(await pageText(long, { env: { ...env, PAGER: 'cat' }, rows: 24 })).toBe(false);
  expect(await pageText(long, { env: { ...env, PAGER: 'false' }, rows: 24 })).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});
