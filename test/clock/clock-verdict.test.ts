import { describe, expect, test } from 'vitest';
import { type ClockMeasurement, parseClockMeasurement } from '../../src/clock/clock-measurement.ts';
import { costPerRequest, judgeClock } from '../../src/clock/clock-verdict.ts';

const TIMES = {
  emptyCall: 36,
  time: 48,
  monotonic: 48,
  perfCounter: 48,
  processTime: 500,
  library: 113,
  systemCall: 603,
};
const MEASUREMENT: ClockMeasurement = {
  schemaVersion: 1,
  system: 'Linux',
  machine: 'x86_64',
  kernel: '6.1',
  python: '3.12.1',
  dyno: null,
  servedWithoutKernel: { REALTIME: true, MONOTONIC: true, PROCESS_CPUTIME_ID: false },
  nanoseconds: TIMES,
};

describe('the verdict', () => {
  test('goes by the certain test even where the times say otherwise', () => {
    expect(judgeClock({ ...MEASUREMENT, nanoseconds: { ...TIMES, library: 600 } })).toMatchObject({
      path: 'vdso',
      test: 'certain',
    });
    const refused = { REALTIME: false, MONOTONIC: false };
    expect(judgeClock({ ...MEASUREMENT, servedWithoutKernel: refused })).toMatchObject({
      path: 'kernel',
      test: 'certain',
    });
  });

  test.each([
    [113, 'vdso'],
    [475, 'kernel'],
    [250, 'unknown'],
  ])(
    'without it, a library call of %i ns beside a system call of 603 ns means: %s',
    (library, path) => {
      expect(
        judgeClock({
          ...MEASUREMENT,
          servedWithoutKernel: null,
          nanoseconds: { ...TIMES, library },
        }),
      ).toMatchObject({
        path,
        test: 'timed',
      });
    },
  );

  test('is unknown when nothing was measured', () => {
    const { nanoseconds: _, servedWithoutKernel: __, ...unsupported } = MEASUREMENT;
    expect(judgeClock(unsupported)).toEqual({ path: 'unknown', test: 'none', ratio: undefined });
    expect(costPerRequest(unsupported, 'unknown')).toEqual([]);
  });
});

test('the cost of reads is told beside what it would be the other way', () => {
  const rounded = (path: 'vdso' | 'kernel' | 'unknown', times = TIMES) =>
    costPerRequest({ ...MEASUREMENT, nanoseconds: times }, path).map(
      ({ reads, hereMs, otherwiseMs }) => [
        reads,
        Number(hereMs.toFixed(4)),
        otherwiseMs === undefined ? undefined : Number(otherwiseMs.toFixed(4)),
      ],
    );
  expect(rounded('vdso')).toEqual([
    [100, 0.0048, 0.0538],
    [1000, 0.048, 0.538],
    [10_000, 0.48, 5.38],
  ]);
  expect(rounded('kernel', { ...TIMES, perfCounter: 296 })[2]).toEqual([10_000, 2.96, 0.48]);
  expect(rounded('unknown')[0]).toEqual([100, 0.0048, undefined]);
});

test('as a system call it costs what was measured with the vDSO hidden', () => {
  const withoutVdso = { ...TIMES, perfCounter: 290 };
  const [first] = costPerRequest({ ...MEASUREMENT, withoutVdso }, 'vdso');
  expect(first).toEqual({ reads: 100, hereMs: 0.0048, otherwiseMs: 0.029 });
});

test('the line of JSON is found among what else a one-off dyno prints', () => {
  const output = `Running python - on shop... up, run.1234\n{ not json\n${JSON.stringify(MEASUREMENT)}\r\n`;
  expect(parseClockMeasurement(output)).toEqual(MEASUREMENT);
  expect(parseClockMeasurement('{"schemaVersion": 2}\n')).toBe(undefined);
});
