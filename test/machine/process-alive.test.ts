import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isProcessAlive } from '../../src/machine/process-alive.ts';

test('this process and the first one are alive, whoever they belong to', () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  expect(isProcessAlive(1)).toBe(true);
});

test('a process that has ended is not alive', () => {
  expect(isProcessAlive(spawnSync(process.execPath, ['--version']).pid)).toBe(false);
});
