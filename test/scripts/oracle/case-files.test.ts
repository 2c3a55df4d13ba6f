import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseEntry, CaseFiles } from '../../../scripts/oracle/case.ts';
import { caseTree, fillInAddresses, writeCase } from '../../../scripts/oracle/case-files.ts';
import { readAppFolder } from '../../../src/heroku/buildpack/app-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oracle-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = (content: string, executable = false) => ({ content, executable });

function filesOf(files: Readonly<Record<string, CaseEntry>>): CaseFiles {
  return new Map(Object.entries(files));
}

const FILES = filesOf({
  'requirements.txt': { link: 'requirements/prod.txt' },
  'requirements/prod.txt': text('django\n'),
  '.gitignore': text('*.lock\nignored/\n'),
  'uv.lock': text('version = 1\n'),
  'ignored/kept.py': text(''),
  'bin/post_compile': text('#!/bin/sh\n', true),
  'data.bin': { content: new Uint8Array([0, 255, 10]), executable: false },
  ' .python-version': text('3.14\n'),
  chain: { link: './first' },
  first: { link: 'backend/second' },
  'backend/second': { link: '../backend/settings/base.py' },
  'backend/settings/base.py': text('DEBUG = False\n'),
  'backend/up': { link: '..' },
  app: { link: 'backend/settings' },
  through: { link: 'app/../second' },
  nowhere: { link: 'not/there' },
  round: { link: 'round' },
  'below-a-file': { link: 'uv.lock/x' },
});

test('a tree shows links as the folder on disk does, which a build reads', () => {
  const root = join(folder, 'source');
  writeCase(root, FILES);
  const [tree, onDisk] = [caseTree(FILES), readAppFolder(root)];
  expect(tree.paths).toEqual(onDisk.paths);
  expect(tree.paths).toContain('app/base.py');
  expect(tree.text('chain')).toBe('DEBUG = False\n');
  expect(tree.text('through')).toBe('DEBUG = False\n');
  expect(tree.has('nowhere')).toBe(false);
  expect(new Map([...tree.symlinks].sort())).toEqual(new Map([...onDisk.symlinks].sort()));
  for (const path of tree.paths) expect(Buffer.from(tree.bytes(path)!)).toEqual(onDisk.bytes(path));
});

test.each([['/etc/hostname'], ['../outside'], ['a/../../outside']])(
  'a link to %s leads out of the app, and so nowhere',
  (link) => {
    expect(caseTree(filesOf({ 'a/b': text(''), outward: { link } })).paths).toEqual(['a/b']);
  },
);

test('git has all files of a case with their modes, also those that a .gitignore names', () => {
  const root = join(folder, 'source');
  writeCase(root, FILES);
  const listed = execFileSync('git', ['ls-files', '--stage', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  const modes = new Map(
    listed
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, 6)]),
  );
  expect([...modes.keys()].sort()).toEqual([...FILES.keys()].sort());
  expect(modes.get('bin/post_compile')).toBe('100755');
  expect(modes.get('uv.lock')).toBe('100644');
  expect(modes.get('app')).toBe('120000');
  expect([...readFileSync(join(root, 'data.bin'))]).toEqual([0, 255, 10]);
});

test('the addresses of the index are filled into texts, and left open without them', () => {
  const files = filesOf({
    Pipfile: text('url = "@PYPI_SIMPLE@"\nfile = "@PYPI_FILES@/a"\n', true),
    link: { link: '@PYPI_SIMPLE@' },
  });
  const addresses = { simple: 'https://index.example/simple', files: 'https://files.example' };
  expect(fillInAddresses(files, undefined)).toBe(files);
  expect([...fillInAddresses(files, addresses)]).toEqual([
    [
      'Pipfile',
      text('url = "https://index.example/simple"\nfile = "https://files.example/a"\n', true),
    ],
    ['link', { link: '@PYPI_SIMPLE@' }],
  ]);
});
