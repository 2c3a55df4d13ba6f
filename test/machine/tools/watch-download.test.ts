import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchDownload } from '../../../src/machine/tools/watch-download.ts';

let folder: string;
beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'watch-test-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

test('each fifth of a download is reported once, and never the whole', () => {
  const told: number[] = [];
  const cache = join(folder, 'cache');
  const stop = watchDownload(cache, 1000, (percent) => told.push(percent));
  vi.advanceTimersByTime(1000);
  mkdirSync(join(cache, 'deep'), { recursive: true });
  for (const bytes of [150, 250, 390, 850, 1000, 2000]) {
    writeFileSync(join(cache, 'deep', 'part'), 'x'.repeat(bytes));
    vi.advanceTimersByTime(1000);
  }
  stop();
  expect(told).toEqual([20, 80]);
});
