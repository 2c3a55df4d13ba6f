import type { ClockMeasurement } from '../../clock/clock-measurement.ts';
import type { ClockVerdict, ReadCost } from '../../clock/clock-verdict.ts';

/** All that the probe found. */
export interface ClockReport {
  readonly measurement: ClockMeasurement;
  readonly verdict: ClockVerdict;
  readonly costs: readonly ReadCost[];
}

/** The report as a person reads it, with a line end. */
export function renderClock({ measurement, verdict, costs }: ClockReport, color: boolean): string {
  const paint = (code: string, text: string): string =>
    color ? `\x1b[${code}m${text}\x1b[0m` : text;
  const where = measurement.dyno === null ? 'this machine' : `dyno ${measurement.dyno}`;
  const head = `${where}: ${measurement.system} ${measurement.kernel} on ${measurement.machine}, Python ${measurement.python}`;
  const blocks = [
    [head, ...sourceLines(measurement)].join('\n'),
    paint('1', verdictText(measurement, verdict)),
  ];
  if (measurement.nanoseconds !== undefined) blocks.push(timingTable(measurement.nanoseconds));
  if (costs.length > 0) blocks.push(costTable(costs, verdict));
  if (measurement.nanoseconds !== undefined) blocks.push(profilerText(measurement.nanoseconds));
  blocks.push(adviceText(verdict));
  return `${blocks.join('\n\n')}\n`;
}

function sourceLines({
  unsupported,
  clockSource,
  availableClockSources = [],
  processorFlags = [],
}: ClockMeasurement): string[] {
  if (unsupported !== undefined) return [];
  const available =
    availableClockSources.length === 0 ? '' : ` (available: ${availableClockSources.join(', ')})`;
  const flags =
    processorFlags.length === 0 ? 'none of constant_tsc, nonstop_tsc' : processorFlags.join(', ');
  return [`clock source     ${clockSource ?? 'hidden'}${available}`, `processor flags  ${flags}`];
}

function verdictText(
  { unsupported, servedWithoutKernel }: ClockMeasurement,
  { path, test, ratio }: ClockVerdict,
): string {
  if (unsupported !== undefined) return `Not measured: ${unsupported}.`;
  const proof =
    test === 'certain'
      ? 'tried while the kernel was forbidden to answer'
      : `judged by time: the system call takes ${ratio?.toFixed(1)} times as long as the library's`;
  const clocks = Object.entries(servedWithoutKernel ?? {});
  const slow = clocks.filter(([, served]) => !served).map(([name]) => name);
  const exceptions =
    path === 'vdso' && slow.length > 0 ? `\nAlways a system call: ${slow.join(', ')}.` : '';
  return {
    vdso: `Clock reads stay out of the kernel (${proof}).${exceptions}`,
    kernel: `Every clock read is a system call (${proof}).`,
    unknown: `It cannot be told whether clock reads enter the kernel (${proof}).`,
  }[path];
}

function timingTable(ns: NonNullable<ClockMeasurement['nanoseconds']>): string {
  const rows: readonly (readonly [string, number])[] = [
    ['empty call', ns.emptyCall],
    ['time.time()', ns.time],
    ['time.monotonic()', ns.monotonic],
    ['time.perf_counter()', ns.perfCounter],
    ['time.process_time()', ns.processTime],
    ['clock_gettime, C library', ns.library],
    ['clock_gettime, system call', ns.systemCall],
  ];
  return rows
    .map(([name, value]) => `${name.padEnd(26)} ${value.toFixed(0).padStart(6)} ns`)
    .join('\n');
}

function costTable(costs: readonly ReadCost[], { path }: ClockVerdict): string {
  const otherwise = { vdso: 'if each were a system call', kernel: 'with a vDSO', unknown: '' }[
    path
  ];
  const header = `${'clock reads a request'.padEnd(22)} ${'cost'.padStart(10)}${otherwise === '' ? '' : `   ${otherwise}`}`;
  const rows = costs.map(({ reads, hereMs, otherwiseMs }) => {
    const other = otherwiseMs === undefined ? '' : `   ${otherwiseMs.toFixed(3)} ms`;
    return `${reads.toLocaleString('en-US').padEnd(22)} ${`${hereMs.toFixed(3)} ms`.padStart(10)}${other}`;
  });
  return [header, ...rows].join('\n');
}

/** Function calls of one profiled request: a REST view of Django 5.2; measured 2026-11-23. */
const PROFILED_CALLS = 18_000;

function profilerText({ processTime }: NonNullable<ClockMeasurement['nanoseconds']>): string {
  const ms = (2 * PROFILED_CALLS * processTime) / 1e6;
  return `CPU time is always a system call. A profiler that counts it (cProfile.Profile(time.process_time), the module profile, yappi) reads it\ntwice a function call: ${ms.toFixed(0)} ms for a request of ${PROFILED_CALLS.toLocaleString('en-US')} calls.`;
}

function adviceText({ path }: ClockVerdict): string {
  return {
    vdso: 'Nothing to do. A tracer or profiler still pays per span: sample when a request has thousands.',
    kernel:
      'Nobody in a dyno can change the clock source. What helps: fewer spans, sampling in the tracer, no CPU profiler in production,\nand a note to Heroku support with this output.',
    unknown:
      'Run it again when the machine is idle; on a dyno, in a one-off dyno of the size that serves.',
  }[path];
}

/** The report as the public JSON document, with a line end. */
export function clockJson({ measurement, verdict, costs }: ClockReport): string {
  const document = {
    schemaVersion: 1,
    verdict: { path: verdict.path, test: verdict.test, ratio: verdict.ratio ?? null },
    costs: costs.map((cost) => ({ ...cost, otherwiseMs: cost.otherwiseMs ?? null })),
    measurement,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
