import { spawn } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { descendantsOf, markedProcesses, processIds } from '../../src/machine/process-table.ts';

const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) process.kill(-pid, 'SIGKILL');
});

/** Starts a shell with a child that has a child, and returns its id when all of them run. */
async function family(mark: string): Promise<number> {
  const child = spawn('sh', ['-c', 'sh -c "sleep 60 & echo ready; wait" & wait'], {
    env: { PATH: '/usr/bin:/bin', [mark]: 'x=y' },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((ready) => child.stdout.once('data', ready));
  started.push(child.pid ?? 0);
  return child.pid ?? 0;
}

test.runIf(process.platform === 'linux')('descendants are found over generations', async () => {
  const mark = `MARK_${process.pid}`;
  const pid = await family(mark);
  const descendants = descendantsOf(pid);
  expect(descendants).toHaveLength(2);
  expect(descendantsOf(process.pid)).toEqual(expect.arrayContaining([pid, ...descendants]));
  expect([...markedProcesses(`${mark}=x=y`)].sort()).toEqual([pid, ...descendants].sort());
  expect(markedProcesses(`${mark}=x`)).toEqual([]);
  expect(processIds()).toContain(process.pid);
});

test('a process that is gone has no descendants', () => {
  expect(descendantsOf(2 ** 30)).toEqual([]);
});
