import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runWhileCollecting } from '../run-while-collecting.ts';

// On Node 20 the combination of an abort signal and a time-out is itself collected, and the request
// then hangs for the five minutes of the HTTP library.
test.each([
  ['silent', 'no answer within 1 seconds'],
  ['hanging', 'the answer began, but was not complete within 1 seconds'],
])('a %s server times out although garbage is collected all the while', async (way, message) => {
  const program = join(import.meta.dirname, 'collecting-program.ts');
  expect(JSON.parse(await runWhileCollecting(program, way))).toMatchObject({
    problem: { kind: 'timed-out', message },
  });
});
