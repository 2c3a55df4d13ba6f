import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-collected-'));
  await build({
    input: join(import.meta.dirname, 'collecting-program.ts'),
    platform: 'node',
    output: { file: join(folder, 'program.mjs') },
    logLevel: 'silent',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

// On Node 20 the combination of an abort signal and a time-out is itself collected, and the request
// then hangs for the five minutes of the HTTP library.
test.each([
  ['silent', 'no answer within 1 seconds'],
  ['hanging', 'the answer began, but was not complete within 1 seconds'],
])('a %s server times out although garbage is collected all the while', async (way, message) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', join(folder, 'program.mjs'), way],
    { timeout: 15_000 },
  );
  expect(JSON.parse(stdout)).toMatchObject({ problem: { kind: 'timed-out', message } });
});
