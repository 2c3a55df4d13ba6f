import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFiles } from '../../src/project/read-files.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'files-'));
  writeFileSync(join(root, 'manage.py'), 'print()\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const git = (...words: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
    cwd: root,
  });
const fifo = (path: string): void => {
  rmSync(join(root, path), { force: true });
  execFileSync('mkfifo', [join(root, path)]);
};

test.each(['.gitignore', '.git/config', '.git/index', '.git/HEAD', '.git/info/exclude'])(
  'a FIFO at %s ends at once, and the files are still read',
  (path) => {
    git('init', '-q');
    mkdirSync(join(root, '.git/info'), { recursive: true });
    fifo(path);
    expect(readFiles(root).paths).toContain('manage.py');
  },
);

test('a .gitignore that is a link is not followed, as git does not', () => {
  symlinkSync('/dev/zero', join(root, '.gitignore'));
  mkdirSync(join(root, 'sub'));
  writeFileSync(join(root, 'all'), '*\n');
  symlinkSync('../all', join(root, 'sub/.gitignore'));
  writeFileSync(join(root, 'sub/kept.py'), '');
  expect(readFiles(root).paths).toContain('sub/kept.py');
});

test('a .git that leads to itself is named, and every file counts', () => {
  symlinkSync('.git', join(root, '.git'));
  const files = readFiles(root);
  expect(files.paths).toEqual(['manage.py']);
});

test('a folder whose name is not UTF-8 is passed over by name', () => {
  if (process.platform !== 'linux') return;
  mkdirSync(Buffer.from(`${root}/a\xff`, 'latin1') as unknown as string);
  const files = readFiles(root);
  expect(files.paths).toEqual(['manage.py']);
  expect(files.passedOver()).toEqual([{ path: 'a\ufffd', because: 'its name is not UTF-8' }]);
});

test('a path too long to open is passed over', () => {
  // Made from inside, as no call takes a path over PATH_MAX.
  execFileSync(
    'sh',
    [
      '-c',
      `i=0; while [ $i -lt 25 ]; do mkdir ${'d'.repeat(200)} && cd -P ${'d'.repeat(200)} || exit; i=$((i+1)); done`,
    ],
    { cwd: root },
  );
  const files = readFiles(root);
  expect(files.paths).toEqual(['manage.py']);
  expect(files.passedOver()[0]?.because).toBe('its path is too long');
  execFileSync('rm', ['-rf', root]);
});

test('a file larger than what is parsed is named once it is asked for; a lock file may be larger', () => {
  writeFileSync(join(root, 'settings.py'), '#'.repeat(1_000_001));
  writeFileSync(join(root, 'uv.lock'), '#'.repeat(1_000_001));
  const files = readFiles(root);
  expect(files.passedOver()).toEqual([]);
  expect(files.text('settings.py')).toBeUndefined();
  expect(files.text('settings.py')).toBeUndefined();
  expect(files.text('uv.lock')).toHaveLength(1_000_001);
  expect(files.passedOver()).toEqual([{ path: 'settings.py', because: 'it is larger than 1 MB' }]);
});

test('an index in which each name prolongs the one before is refused', () => {
  git('init', '-q');
  const entries = 3_000;
  const header = Buffer.alloc(12);
  header.write('DIRC');
  header.writeUInt32BE(4, 4);
  header.writeUInt32BE(entries, 8);
  const body = Array.from({ length: entries }, () => {
    const entry = Buffer.alloc(62);
    entry.writeUInt32BE(0o100644, 24);
    return Buffer.concat([entry, Buffer.from([0]), Buffer.from(`${'x'.repeat(4_000)}\0`)]);
  });
  writeFileSync(join(root, '.git/index'), Buffer.concat([header, ...body]));
  expect(readFiles(root).paths).toContain('manage.py');
});
