import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readRegularFile, readRegularText } from '../../src/project/read-regular-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'regular-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const because = (name: string, maxBytes = 100, options = {}): string | undefined => {
  const read = readRegularFile(at(name), maxBytes, options);
  return read.ok || read.missing ? undefined : read.because;
};

test('reads a file up to the limit and not a byte more', () => {
  writeFileSync(at('text'), 'x'.repeat(100));
  expect(readRegularText(at('text'), 100)).toBe('x'.repeat(100));
  expect(readRegularText(at('text'), 99)).toBeUndefined();
  writeFileSync(at('large'), 'x'.repeat(2_000_001));
  expect(because('large', 2_000_000)).toBe('it is larger than 2 MB');
  writeFileSync(at('empty'), '');
  expect(readRegularText(at('empty'), 100)).toBe('');
});

test('reads what reports no size, such as a file of /proc, to its end', () => {
  if (process.platform !== 'linux') return;
  expect(readRegularText('/proc/self/status')).toContain('Pid:');
});

test('passes over a FIFO and a device at once, and a folder', () => {
  execFileSync('mkfifo', [at('fifo')]);
  symlinkSync('/dev/zero', at('zeros'));
  mkdirSync(at('folder'));
  const started = process.hrtime.bigint();
  expect(because('fifo')).toBe('it is not a regular file');
  expect(because('zeros')).toBe('it is not a regular file');
  expect(because('folder')).toBe('it is not a regular file');
  expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(5);
});

test('follows a link unless told not to, and ends at a link to itself', () => {
  writeFileSync(at('real'), 'here');
  symlinkSync('real', at('link'));
  symlinkSync('circle', at('circle'));
  expect(readRegularText(at('link'), 100)).toBe('here');
  expect(because('link', 100, { follow: false })).toBe(
    'it is a symbolic link that is not followed',
  );
  expect(because('circle')).toBe('it is a symbolic link that is not followed');
});

test('tells a missing file from one that cannot be read', () => {
  expect(readRegularFile(at('nothing'), 100)).toEqual({ ok: false, missing: true });
  expect(readRegularFile(at('real/below'), 100)).toEqual({ ok: false, missing: true });
  expect(because(`${'x'.repeat(300)}`)).toBe('its path is too long');
});
