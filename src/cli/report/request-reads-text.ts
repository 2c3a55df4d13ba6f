import type { ClockMeasurement } from '../../clock/clock-measurement.ts';
import { type CallerKind, callerKind, type RequestReads } from '../../clock/request-reads.ts';

/** Milliseconds from which clock reads are worth a change. */
const WORTH_MS = 1;

/** All that is known of the clock reads of one request. */
export interface RequestReport {
  readonly path: string;
  readonly found: RequestReads;
  readonly measurement: ClockMeasurement;
}

const ADVICE: Readonly<Record<CallerKind, string>> = {
  tracer: "Most reads are the tracer's: trace a part of the requests, or fewer functions.",
  profiler: "Most reads are the profiler's: leave it out of production.",
  logging: 'Most reads are log records: write fewer lines, or raise the level.',
  framework: "Most reads are the framework's own.",
  project: "Most reads are the project's own code: read the clock once and pass the time on.",
};

/** Milliseconds that the reads cost with this clock, and as system calls; undefined where not measured. */
function costsOf({ found, measurement }: RequestReport) {
  const ms = (ns: number | undefined): number | undefined =>
    ns === undefined ? undefined : (found.reads * ns) / 1e6;
  return {
    hereMs: ms(measurement.nanoseconds?.perfCounter),
    withoutVdsoMs: ms(measurement.withoutVdso?.perfCounter),
  };
}

/** The report as a person reads it, with a line end. */
export function renderRequestReads(report: RequestReport): string {
  const { path, found } = report;
  const { hereMs, withoutVdsoMs } = costsOf(report);
  const reads = found.reads.toLocaleString('en-US');
  const rows = found.callers
    .slice(0, 8)
    .map(
      (one) =>
        `${one.reads.toLocaleString('en-US').padStart(8)}  ${callerKind(one.module).padEnd(9)}  ${one.module}.${one.function}`,
    );
  const costs = [
    hereMs === undefined ? [] : `cost here            ${hereMs.toFixed(3)} ms`,
    withoutVdsoMs === undefined ? [] : `cost without a vDSO  ${withoutVdsoMs.toFixed(3)} ms`,
  ].flat();
  const [first] = found.callers;
  const taken = found.taken
    ? 'A profiler of the project took the place of the one that counts: there are more reads than these, two for each function call.'
    : undefined;
  const advice =
    first === undefined || (withoutVdsoMs ?? hereMs ?? 0) < WORTH_MS
      ? 'Nothing to do: even as system calls, these reads cost less than a millisecond.'
      : ADVICE[callerKind(first.module)];
  return `${[
    `GET ${path} was answered with ${found.status} and read the clock ${reads} times.`,
    rows.join('\n'),
    costs.join('\n'),
    taken,
    found.taken ? ADVICE.profiler : advice,
  ]
    .filter((block) => block !== undefined && block !== '')
    .join('\n\n')}\n`;
}

/** The report as the public JSON document, with a line end. */
export function requestReadsJson(report: RequestReport): string {
  const { hereMs, withoutVdsoMs } = costsOf(report);
  const document = {
    schemaVersion: 1,
    request: {
      path: report.path,
      ...report.found,
      callers: report.found.callers.map((one) => ({ ...one, kind: callerKind(one.module) })),
    },
    costs: { hereMs: hereMs ?? null, withoutVdsoMs: withoutVdsoMs ?? null },
    measurement: report.measurement,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
