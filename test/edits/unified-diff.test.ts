import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderUnifiedDiff } from '../../src/edits/unified-diff.ts';

const plain = { color: false };

test('shows a change with its surroundings', async () => {
  expect(await renderUnifiedDiff('Procfile', 'a\nb\nc\nd\ne\nf\n', 'a\nb\nc\nd\nE\nf\n', plain)).toBe(
    ['diff --git a/Procfile b/Procfile', '--- a/Procfile', '+++ b/Procfile', '@@ -2,5 +2,5 @@', ' b', ' c', ' d', '-e', '+E', ' f', ''].join('\n'),
  );
});

test('shows a new file', async () => {
  expect(await renderUnifiedDiff('Procfile', undefined, 'web: x\n', plain)).toBe(
    'diff --git a/Procfile b/Procfile\nnew file mode 100644\n--- /dev/null\n+++ b/Procfile\n@@ -0,0 +1 @@\n+web: x\n',
  );
});

test('shows a new empty file without hunks', async () => {
  expect(await renderUnifiedDiff('a/__init__.py', undefined, '', plain)).toBe(
    'diff --git a/a/__init__.py b/a/__init__.py\nnew file mode 100644\n',
  );
});

test('shows a deleted file', async () => {
  expect(await renderUnifiedDiff('runtime.txt', 'python-3.9\n', undefined, plain)).toBe(
    'diff --git a/runtime.txt b/runtime.txt\ndeleted file mode 100644\n--- a/runtime.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-python-3.9\n',
  );
});

test('shows a moved file with what changed in it', async () => {
  expect(await renderUnifiedDiff('s/base.py', 'a\nb\n', 'a\nB\n', { color: false, from: 's.py' })).toBe(
    'diff --git a/s.py b/s/base.py\nrename from s.py\nrename to s/base.py\n--- a/s.py\n+++ b/s/base.py\n@@ -1,2 +1,2 @@\n a\n-b\n+B\n',
  );
});

test('shows a move without change', async () => {
  expect(await renderUnifiedDiff('b.py', 'a\n', 'a\n', { color: false, from: 'a.py' })).toBe(
    'diff --git a/a.py b/b.py\nrename from a.py\nrename to b.py\n',
  );
});

test('says where a final line end is missing', async () => {
  expect(await renderUnifiedDiff('a.txt', 'a', 'a\nb', plain)).toBe(
    ['diff --git a/a.txt b/a.txt', '--- a/a.txt', '+++ b/a.txt', '@@ -1 +1,2 @@', '-a', '\\ No newline at end of file', '+a', '+b', '\\ No newline at end of file', ''].join('\n'),
  );
});

test('keeps carriage returns, so that the diff applies', async () => {
  expect(await renderUnifiedDiff('a.txt', 'a\r\n', 'b\r\n', plain)).toContain('-a\r\n+b\r\n');
});

test('is empty when nothing changed', async () => {
  expect(await renderUnifiedDiff('a.txt', 'a\n', 'a\n', plain)).toBe('');
});

test('colours the head, the places and the lines that changed', async () => {
  expect(await renderUnifiedDiff('a.txt', 'x\na\n', 'x\nb\n', { color: true })).toBe(
    [
      '\u001b[1mdiff --git a/a.txt b/a.txt\u001b[0m',
      '\u001b[1m--- a/a.txt\u001b[0m',
      '\u001b[1m+++ b/a.txt\u001b[0m',
      '\u001b[36m@@ -1,2 +1,2 @@\u001b[0m',
      ' x',
      '\u001b[31m-a\u001b[0m',
      '\u001b[32m+b\u001b[0m',
      '',
    ].join('\n'),
  );
});

test.each<[string, string | undefined, string | undefined]>([
  ['a new file', undefined, 'a\nb\n'],
  ['a deleted file', 'a\nb\n', undefined],
  ['an insertion at the top', 'a\nb\n', 'new\na\nb\n'],
  ['CRLF', 'a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n'],
  ['no final line end', 'a\nb', 'a\nb\nc'],
  ['many hunks', 'line\n'.repeat(40), `${'line\n'.repeat(5)}new\n${'line\n'.repeat(30)}more\n${'line\n'.repeat(5)}`],
])('git applies the diff: %s', async (_, before, after) => {
  const folder = mkdtempSync(join(tmpdir(), 'edits-diff-'));
  try {
    const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CEILING_DIRECTORIES: tmpdir() };
    mkdirSync(join(folder, 'x'));
    if (before !== undefined) writeFileSync(join(folder, 'x/a.txt'), before);
    const patch = await renderUnifiedDiff('x/a.txt', before, after, plain);
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: patch, env: environment });
    const path = join(folder, 'x/a.txt');
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(after);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
