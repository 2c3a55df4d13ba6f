import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installOnce, toolCacheFolder, withLock } from '../../../src/machine/tools/tool-cache.ts';

let folder: string;
const signal = new AbortController().signal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tool-cache-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('the cache stands where DYNOREADY_CACHE says, then below XDG_CACHE_HOME', () => {
  expect(toolCacheFolder({ DYNOREADY_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(toolCacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/dynoready');
});

test.runIf(process.platform === 'linux')('without either it stands in ~/.cache', () => {
  expect(toolCacheFolder({ HOME: '/home/ada' })).toBe('/home/ada/.cache/dynoready');
});

test('what is installed is there whole, and is installed once', async () => {
  const target = join(folder, 'thing-1.0');
  let installs = 0;
  const install = async (into: string): Promise<void> => {
    installs += 1;
    writeFileSync(join(into, 'a'), 'a');
    await new Promise((resolve) => setTimeout(resolve, 150));
    writeFileSync(join(into, 'b'), 'b');
  };
  const both = await Promise.all([
    installOnce(target, install, { signal }),
    installOnce(target, install, { signal }),
  ]);
  expect(both).toEqual([target, target]);
  expect(installs).toBe(1);
  expect(readdirSync(folder)).toEqual(['thing-1.0']);
  expect(readFileSync(join(target, 'b'), 'utf8')).toBe('b');
});

test('an install that fails leaves nothing, and the next one succeeds', async () => {
  const target = join(folder, 'thing-1.0');
  const failing = installOnce(
    target,
    async (into) => {
      writeFileSync(join(into, 'a'), 'half');
      throw new Error('the network went away');
    },
    { signal },
  );
  await expect(failing).rejects.toThrow('the network went away');
  expect(readdirSync(folder)).toEqual([]);
  await installOnce(target, async (into) => writeFileSync(join(into, 'a'), 'whole'), { signal });
  expect(readFileSync(join(target, 'a'), 'utf8')).toBe('whole');
});

test('an install that is interrupted is never used', async () => {
  const target = join(folder, 'thing-1.0');
  const controller = new AbortController();
  const interrupted = installOnce(target, async () => controller.abort(), {
    signal: controller.signal,
  });
  await expect(interrupted).rejects.toThrow();
  expect(existsSync(target)).toBe(false);
});

test('the lock of a process that is dead is taken over', async () => {
  const target = join(folder, 'thing');
  writeFileSync(`${target}.lock`, '4194305');
  expect(await withLock(target, async () => 'in', { signal })).toBe('in');
  expect(readdirSync(folder)).toEqual([]);
});

test('waiting for a lock ends when the run is interrupted, and says once that it waits', async () => {
  const target = join(folder, 'thing');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${target}.lock`, String(process.pid));
  const controller = new AbortController();
  let told = 0;
  const waiting = withLock(target, async () => 'in', {
    signal: controller.signal,
    waiting: () => (told += 1),
  });
  setTimeout(() => controller.abort(), 250);
  await expect(waiting).rejects.toThrow();
  expect(told).toBe(1);
});
