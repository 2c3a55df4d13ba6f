import { expect, test } from 'vitest';
import { renderRequestReads } from '../../src/cli/report/request-reads-text.ts';
import { callerKind, countRequestReads, parseRequestReads } from '../../src/clock/request-reads.ts';
import type { DjangoProject } from '../../src/project/repository.ts';

const FOUND = {
  status: 200,
  reads: 9010,
  taken: false,
  callers: [
    { module: 'opentelemetry.sdk.trace', function: 'start_span', reads: 9000 },
    { module: 'logging', function: '__init__', reads: 10 },
  ],
};
const LINE = `noise\ndynoready-reads ${JSON.stringify(FOUND)}\n`;
const TIMES = { emptyCall: 40, time: 50, monotonic: 50, perfCounter: 50, processTime: 900 };
const MEASUREMENT = {
  schemaVersion: 1,
  system: 'Linux',
  machine: 'x86_64',
  kernel: '6.1',
  python: '3.14.7',
  dyno: null,
  nanoseconds: { ...TIMES, library: 25, systemCall: 210 },
  withoutVdso: { ...TIMES, perfCounter: 400 },
} as const;

test('the counts are found among what else the dyno prints', () => {
  expect(parseRequestReads(LINE)).toEqual(FOUND);
  expect(parseRequestReads('Traceback\n')).toBe(undefined);
});

test('the path reaches the script as one word, whatever is in it', async () => {
  const commands: string[] = [];
  const app = {
    host: 'shop.example',
    runOneOff: (command: string) => {
      commands.push(command);
      return Promise.resolve({ output: 'no count', timedOut: false } as never);
    },
  };
  const project = { root: '', productionModule: undefined } as unknown as DjangoProject;
  expect(await countRequestReads(app, project, "/a'; rm b")).toEqual({ output: 'no count' });
  expect(commands[0]).toMatch(/^python '.*request\.py' '' '' 'shop\.example' '\/a'\\''; rm b'$/);
});

test.each([
  ['opentelemetry.sdk.trace', 'tracer'],
  ['silk.profiling.profiler', 'profiler'],
  ['logging', 'logging'],
  ['django.db.backends.utils', 'framework'],
  ['shop.views', 'project'],
])('%s is told as %s', (module, kind) => {
  expect(callerKind(module)).toBe(kind);
});

test('a person reads who read, what it costs here and without a vDSO, and what to do', () => {
  const report = { path: '/', found: FOUND, measurement: MEASUREMENT };
  expect(renderRequestReads({ ...report, measurement: { ...MEASUREMENT } })).toBe(`\
GET / was answered with 200 and read the clock 9,010 times.

   9,000  tracer     opentelemetry.sdk.trace.start_span
      10  logging    logging.__init__

cost here            0.451 ms
cost without a vDSO  3.604 ms

Most reads are the tracer's: trace a part of the requests, or fewer functions.
`);
  const few = { ...FOUND, reads: 10, callers: FOUND.callers.slice(1) };
  expect(renderRequestReads({ ...report, found: few })).toContain('Nothing to do');
});
