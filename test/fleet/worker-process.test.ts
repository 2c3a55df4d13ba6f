import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openSeat, type WorkerSeat } from '../../src/fleet/worker-process.ts';
import { isProcessAlive } from '../../src/machine/process-alive.ts';
import { RUN } from './made-lines.ts';

const LIMITS = { timeoutMs: 1_000, memoryMb: 300 };
let seat: WorkerSeat | undefined;
afterEach(() => seat?.close());

function open(limits = LIMITS): (folder: string) => ReturnType<WorkerSeat['run']> {
  const current = openSeat(
    {
      file: process.execPath,
      args: [join(import.meta.dirname, 'stand-in-worker.js')],
      env: { PATH: process.env.PATH ?? '' },
    },
    limits,
  );
  seat = current;
  const { options } = RUN;
  return (folder) =>
    current.run({ repository: folder, folder, today: '2026-12-01', options, knownKey: null });
}

test('one process does one job after the other', async () => {
  const run = open();
  const [one, other] = [await run('/a'), await run('/b')];
  expect(one?.status).toBe('ok');
  expect(other?.content).toBe(one?.content);
  expect(await run('/same')).toBeUndefined();
  seat?.close();
  await expect.poll(() => isProcessAlive(Number(one?.content))).toBe(false);
});

test.each([
  ['/endless', 'timeout', 'the check was not done after 1 s'],
  ['/hog', 'memory', 'the check took more than 300 MB of memory'],
  ['/exit', 'crashed', 'the worker process ended: without a message'],
  ['/nonsense', 'crashed', 'the worker process ended: without a message'],
])('%s costs its own line, and the next job gets a new process', async (folder, status, reason) => {
  const run = open({ ...LIMITS, timeoutMs: folder === '/endless' ? 1_000 : 15_000 });
  const before = await run('/a');
  expect(await run(folder)).toMatchObject({ status, reason, findings: [] });
  const after = await run('/b');
  expect(after?.status).toBe('ok');
  expect(after?.content).not.toBe(before?.content);
  expect(isProcessAlive(Number(before?.content))).toBe(false);
});

test('a program that does not start is said so', async () => {
  seat = openSeat({ file: '/nonexistent', args: [], env: {} }, LIMITS);
  const { options } = RUN;
  const job = { repository: 'a', folder: '/a', today: '2026-12-01', options, knownKey: null };
  expect(await seat.run(job)).toMatchObject({
    status: 'crashed',
    reason: 'no worker process starts: /nonexistent',
  });
});
