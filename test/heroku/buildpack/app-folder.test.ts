import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAppFolder } from '../../../src/heroku/buildpack/app-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'app-folder-'));
  mkdirSync(join(folder, 'backend'));
  writeFileSync(join(folder, 'backend/manage.py'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['to nothing', 'not/there'],
  ['to itself', 'link'],
  ['below a file', 'backend/manage.py/x'],
])('a link that leads %s is no file', (_where, target) => {
  symlinkSync(target, join(folder, 'link'));
  const { paths, symlinks } = readAppFolder(folder);
  expect(paths).toEqual(['backend/manage.py']);
  expect([...symlinks]).toEqual([]);
});

test('a link to a folder shows the files of the folder, once', () => {
  symlinkSync('backend', join(folder, 'app'));
  symlinkSync('..', join(folder, 'backend/up'));
  expect(readAppFolder(folder).paths).toEqual(['app/manage.py', 'backend/manage.py']);
});
