import type { ClockMeasurement } from './clock-measurement.ts';

/**
 * vdso: clocks are read without entering the kernel. kernel: every read is a system call. unknown:
 * neither test could tell.
 */
export type ClockPath = 'vdso' | 'kernel' | 'unknown';

export interface ClockVerdict {
  readonly path: ClockPath;
  /**
   * certain: read while the kernel was forbidden to answer. timed: judged by how long it takes.
   * none: nothing was measured.
   */
  readonly test: 'certain' | 'timed' | 'none';
  /**
   * How many times longer the system call takes than the library's call; undefined without a
   * measurement.
   */
  readonly ratio: number | undefined;
}

/** What a number of clock reads costs one request, in milliseconds. */
export interface ReadCost {
  readonly reads: number;
  readonly hereMs: number;
  /**
   * The same with the kernel where the vDSO serves, and with the vDSO where the kernel does;
   * undefined when the path is unknown.
   */
  readonly otherwiseMs: number | undefined;
}

/**
 * Ratios of system call to library above and below which the timing decides. Measured 7.4
 * with the vDSO, 0.6 to 0.9 without; 2026-12-01.
 */
const RATIO_WITH_VDSO = 3;
const RATIO_WITHOUT_VDSO = 1.7;

/**
 * Nanoseconds of a read through the vDSO beyond an empty Python call. Measured on a machine with
 * clock source tsc; 2026-11-23.
 */
const VDSO_READ_NS = 12;

/**
 * Which way clock reads take there: the certain test where it could be made, else the timed one.
 */
export function judgeClock({ servedWithoutKernel, nanoseconds }: ClockMeasurement): ClockVerdict {
  const ratio =
    nanoseconds === undefined || nanoseconds.library <= 0
      ? undefined
      : nanoseconds.systemCall / nanoseconds.library;
  if (servedWithoutKernel !== null && servedWithoutKernel !== undefined) {
    const served = servedWithoutKernel.REALTIME === true && servedWithoutKernel.MONOTONIC === true;
    return { path: served ? 'vdso' : 'kernel', test: 'certain', ratio };
  }
  if (ratio === undefined) return { path: 'unknown', test: 'none', ratio };
  if (ratio > RATIO_WITH_VDSO) return { path: 'vdso', test: 'timed', ratio };
  return { path: ratio < RATIO_WITHOUT_VDSO ? 'kernel' : 'unknown', test: 'timed', ratio };
}

/**
 * What 100, 1,000 and 10,000 reads of `time.perf_counter()` cost a request there; empty without a
 * measurement.
 */
export function costPerRequest(
  { nanoseconds, withoutVdso }: ClockMeasurement,
  path: ClockPath,
): readonly ReadCost[] {
  if (nanoseconds === undefined) return [];
  const hereNs = nanoseconds.perfCounter;
  const otherwiseNs = {
    // Measured where a process without a vDSO could be started, else computed.
    vdso: withoutVdso?.perfCounter ?? hereNs + nanoseconds.systemCall - nanoseconds.library,
    kernel: Math.min(hereNs, nanoseconds.emptyCall + VDSO_READ_NS),
    unknown: undefined,
  }[path];
  return [100, 1_000, 10_000].map((reads) => ({
    reads,
    hereMs: (reads * hereNs) / 1e6,
    otherwiseMs: otherwiseNs === undefined ? undefined : (reads * otherwiseNs) / 1e6,
  }));
}
