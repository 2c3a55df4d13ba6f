import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWithinLimits } from '../../src/project/file-limits.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'limits-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  const result = readWithinLimits(path);
  if (result.ok) return `${result.bytes.length} bytes`;
  return result.missing ? 'missing' : result.because;
}

test('each kind of file has its own limits', () => {
  expect(read('a.py', 'X = 1\n'.repeat(12_000))).toBe('72000 bytes');
  expect(read('a.py', 'X = 1\n'.repeat(18_000))).toBe('it has more than 70,000 words and signs');
  expect(read('a.html', 'X = 1\n'.repeat(16_000))).toBe('96000 bytes');
  expect(read('Procfile', `web: ${'x'.repeat(4000)}\n`)).toBe(
    'it has a line of more than 4,000 bytes',
  );
  expect(read('Procfile', 'web: x\n'.repeat(5000))).toBe('it is larger than 32 kB');
  expect(read('uv.lock', '#'.repeat(1_000_001))).toBe('1000001 bytes');
  expect(read('requirements.txt', `x\n${'y'.repeat(16_001)}`)).toBe(
    'it has a line of more than 16,000 bytes',
  );
});

test('a long text counts by its words: letters of any script and blanks make none', () => {
  expect(read('a.py', `X = "${'a'.repeat(900_000)}"\n`)).toBe('900007 bytes');
  expect(read('a.py', `X = "${'ä'.repeat(400_000)}"\n`)).toBe('800007 bytes');
  expect(read('a.py', `X = 1${' '.repeat(900_000)}\n`)).toBe('900006 bytes');
});
