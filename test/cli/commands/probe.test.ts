import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../../src/cli/commands/probe.ts';
import { recordingTerminal } from '../../clock/recording-terminal.ts';

const MEASUREMENT = {
  schemaVersion: 1,
  system: 'Linux',
  machine: 'x86_64',
  kernel: '6.8.0-1024-aws',
  python: '3.14.7',
  dyno: 'run.1234',
  clockSource: null,
  availableClockSources: [],
  processorFlags: ['constant_tsc'],
  servedWithoutKernel: {
    REALTIME: true,
    MONOTONIC: true,
    PROCESS_CPUTIME_ID: false,
    THREAD_CPUTIME_ID: false,
  },
  nanoseconds: {
    emptyCall: 36,
    time: 48,
    monotonic: 48,
    perfCounter: 48,
    processTime: 500,
    library: 113,
    systemCall: 603,
  },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-probe-'));
  writeFileSync(join(folder, 'dyno.json'), `${JSON.stringify(MEASUREMENT)}\n`);
  const slow = {
    ...MEASUREMENT,
    servedWithoutKernel: null,
    nanoseconds: { ...MEASUREMENT.nanoseconds, perfCounter: 296, library: 475 },
  };
  writeFileSync(join(folder, 'slow.json'), JSON.stringify(slow));
  writeFileSync(
    join(folder, 'mac.json'),
    JSON.stringify({
      ...MEASUREMENT,
      dyno: null,
      unsupported: 'the probe supports only Linux',
      nanoseconds: undefined,
      servedWithoutKernel: undefined,
    }),
  );
  writeFileSync(join(folder, 'other.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('what a dyno printed is explained', async () => {
  const terminal = recordingTerminal(folder);
  expect(await run(terminal, [], { from: 'dyno.json', format: 'pretty' })).toBe(0);
  expect(terminal.shown.out).toBe(`\
dyno run.1234: Linux 6.8.0-1024-aws on x86_64, Python 3.14.7
clock source     hidden
processor flags  constant_tsc

Clock reads stay out of the kernel (tried while the kernel was forbidden to answer).
Always a system call: PROCESS_CPUTIME_ID, THREAD_CPUTIME_ID.

empty call                     36 ns
time.time()                    48 ns
time.monotonic()               48 ns
time.perf_counter()            48 ns
time.process_time()           500 ns
clock_gettime, C library      113 ns
clock_gettime, system call    603 ns

clock reads a request        cost   if each were a system call
100                      0.005 ms   0.054 ms
1,000                    0.048 ms   0.538 ms
10,000                   0.480 ms   5.380 ms

CPU time is always a system call. A profiler that counts it (cProfile.Profile(time.process_time), the module profile, yappi) reads it
twice a function call: 18 ms for a request of 18,000 calls.

Nothing to do. A tracer or profiler still pays per span: sample when a request has thousands.
`);
});

test('a pipe that is slow is read to its end', async () => {
  const pipe = new PassThrough();
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(pipe as unknown as typeof process.stdin);
  const terminal = recordingTerminal(folder);
  const ended = run(terminal, [], { from: '-', format: 'json' });
  const text = `Running python - on shop... up, run.1234\n${JSON.stringify(MEASUREMENT)}\n`;
  for (const part of text.match(/[\s\S]{1,200}/g) ?? []) {
    await delay(5);
    pipe.write(part);
  }
  pipe.end();
  expect(await ended).toBe(0);
  expect(JSON.parse(terminal.shown.out)).toMatchObject({ measurement: { dyno: 'run.1234' } });
  vi.restoreAllMocks();
});

test('without the fast path the exit code is 1 and the text says what helps', async () => {
  const terminal = recordingTerminal(folder);
  expect(await run(terminal, ['clock'], { from: 'slow.json', format: 'pretty' })).toBe(1);
  expect(terminal.shown.out).toContain(
    "Every clock read is a system call (judged by time: the system call takes 1.3 times as long as the library's).\n",
  );
  expect(terminal.shown.out).toContain('10,000                   2.960 ms   0.480 ms\n');
  expect(terminal.shown.out).toContain('Nobody in a dyno can change the clock source.');
});

test('the picture has a bar for each clock, and says so when nothing was measured', async () => {
  const terminal = recordingTerminal(folder);
  await run(terminal, [], { from: 'dyno.json', format: 'svg' });
  await run(terminal, [], { from: 'mac.json', format: 'svg' });
  const [first = '', second = ''] = terminal.shown.out.split('</svg>\n');
  expect(first).toContain('One clock read: clock reads stay out of the kernel (dyno run.1234)');
  const widths = [...first.matchAll(/width="([\d.]+)" height="16"/g)].map(([, width]) => width);
  // The longest bar is that of the system call; the others are in proportion.
  expect(widths).toEqual(['28.7', '28.7', '28.7', '298.5', '67.5', '360.0']);
  expect(second).toContain('<title>Nothing was measured</title>');
});

test('elsewhere than on Linux it says that nothing was measured', async () => {
  const terminal = recordingTerminal(folder);
  expect(await run(terminal, [], { from: 'mac.json', format: 'pretty' })).toBe(0);
  expect(terminal.shown.out).toContain('Not measured: the probe supports only Linux.');
});

test('a machine reads the verdict and the measurement', async () => {
  const terminal = recordingTerminal(folder);
  await run(terminal, [], { from: 'dyno.json', format: 'json' });
  const document = JSON.parse(terminal.shown.out) as Record<string, unknown>;
  expect(document.schemaVersion).toBe(1);
  expect(document.verdict).toEqual({ path: 'vdso', test: 'certain', ratio: 603 / 113 });
  expect(document.measurement).toEqual(MEASUREMENT);
});

test('the script is printed as it is, to be run elsewhere', async () => {
  const terminal = recordingTerminal(folder);
  expect(await run(terminal, [], { printScript: true, format: 'pretty' })).toBe(0);
  expect(terminal.shown.out).toMatch(/^"""Measure what reading the clock costs on this machine/);
  expect(terminal.shown.out).toMatch(/\nsys\.exit\(main\(\)\)\n$/);
});

test.each([
  [['disk'], {}, "There is nothing to measure by the name of 'disk'"],
  [[], { from: 'missing.json' }, 'missing.json cannot be read'],
  [[], { from: 'other.json' }, 'other.json does not hold what the script prints'],
  [[], { python: '/nowhere/python3' }, "The script does not run with '/nowhere/python3'"],
])('operands %j with %j are refused: %s', async (operands, options, message) => {
  await expect(
    run(recordingTerminal(folder), operands, { format: 'pretty', ...options }),
  ).rejects.toThrow(message);
});
