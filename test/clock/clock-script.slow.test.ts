import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ClockMeasurement } from '../../src/clock/clock-measurement.ts';
import { runClockScript } from '../../src/clock/clock-script.ts';
import { costPerRequest, judgeClock } from '../../src/clock/clock-verdict.ts';
import { runProcess } from '../../src/machine/process.ts';

const WITHOUT_VDSO = fileURLToPath(new URL('without-vdso.py', import.meta.url));

/** Linux only: elsewhere the script says so itself, which the fast tests hold. */
async function measured(prefix: readonly string[] = []): Promise<ClockMeasurement> {
  const python = await pythonPath();
  const tracer = prefix.length === 0 ? [] : [python, ...prefix];
  const result = await runClockScript(python, process.env, new AbortController().signal, tracer);
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
  const measurement = await measured([WITHOUT_VDSO]);
  expect(Object.values(measurement.servedWithoutKernel ?? { none: true })).not.toContain(true);
  expect(judgeClock(measurement)).toMatchObject({ path: 'kernel', test: 'certain' });
  expect(judgeClock({ ...measurement, servedWithoutKernel: null })).toMatchObject({
    path: 'kernel',
    test: 'timed',
  });
  const [, , tenThousand] = costPerRequest(measurement, 'kernel');
  expect(tenThousand!.hereMs).toBeGreaterThan(2 * tenThousand!.otherwiseMs!);
});
