import { expect, test } from 'vitest';
import type { ClockMeasurement } from '../../src/clock/clock-measurement.ts';
import { type ClockMode, runClockScript, vdsoHider } from '../../src/clock/clock-script.ts';
import { costPerRequest, judgeClock } from '../../src/clock/clock-verdict.ts';
import { runProcess } from '../../src/machine/process.ts';

/** Linux only: elsewhere the script says so itself, which the fast tests hold. */
async function measured(clock: ClockMode = 'machine'): Promise<ClockMeasurement> {
  const result = await runClockScript(
    await pythonPath(),
    process.env,
    new AbortController().signal,
    clock,
  );
  if (!result.ok) throw new Error(result.output);
  return result.measurement;
}

/** The interpreter itself: a shim is a shell script, and what is traced must be Python. */
async function pythonPath(): Promise<string> {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/' };
  const answer = await runProcess({
    file: '/usr/bin/env',
    args: ['python3', '-c', 'import sys; print(sys.executable)'],
    cwd: '/',
    env,
  });
  return answer.stdout.trim();
}

test('on this machine the vDSO serves the wall clock and the monotonic one, and never CPU time', async () => {
  const measurement = await measured();
  expect(measurement.servedWithoutKernel).toMatchObject({
    REALTIME: true,
    MONOTONIC: true,
    REALTIME_COARSE: true,
    PROCESS_CPUTIME_ID: false,
    THREAD_CPUTIME_ID: false,
  });
  expect(judgeClock(measurement)).toMatchObject({ path: 'vdso', test: 'certain' });
  expect(judgeClock({ ...measurement, servedWithoutKernel: null })).toMatchObject({
    path: 'vdso',
    test: 'timed',
  });
});

test('with the vDSO taken away both tests say that every read is a system call, and that it costs more', async () => {
  const measurement = await measured('syscall');
  expect(Object.values(measurement.servedWithoutKernel ?? { none: true })).not.toContain(true);
  expect(judgeClock(measurement)).toMatchObject({ path: 'kernel', test: 'certain' });
  expect(judgeClock({ ...measurement, servedWithoutKernel: null })).toMatchObject({
    path: 'kernel',
    test: 'timed',
  });
  const [, , tenThousand] = costPerRequest(measurement, 'kernel');
  expect(tenThousand!.hereMs).toBeGreaterThan(2 * tenThousand!.otherwiseMs!);
});

/** Nanoseconds of one perf_counter() in a plain loop of a process whose vDSO is hidden. */
async function plainLoop(python: string): Promise<number> {
  const source =
    'import time\nbest=9\nfor _ in range(100):\n s=time.perf_counter()\n for _ in range(2000): time.perf_counter()\n best=min(best,time.perf_counter()-s)\nprint(best/2000*1e9)';
  const answer = await runProcess({
    file: python,
    args: ['-I', vdsoHider(), python, '-I', '-c', source],
    cwd: '/',
    env: { PATH: process.env.PATH ?? '' },
  });
  return Number(answer.stdout);
}

test('what a read costs as a system call is within 15 % of a plain loop, and the library is told without ctypes', async () => {
  const python = await pythonPath();
  const ratios: number[] = [];
  // A busy machine disturbs either side; one undisturbed pair decides.
  for (let round = 0; round < 5 && !ratios.some(isNear); round += 1) {
    const { withoutVdso, nanoseconds } = await measured();
    ratios.push(withoutVdso!.perfCounter / (await plainLoop(python)));
    expect(nanoseconds!.library).toBeGreaterThan(3);
    expect(nanoseconds!.library).toBeLessThan(nanoseconds!.perfCounter);
  }
  expect(ratios.some(isNear), `ratios: ${ratios.join(', ')}`).toBe(true);
});

function isNear(ratio: number): boolean {
  return Math.abs(ratio - 1) < 0.15;
}
