import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { untilTaken } from '../../src/cli/terminal.ts';

test('output is waited for until a slow reader has taken all of it', async () => {
  let taken = 0;
  const pipe = new Writable({
    highWaterMark: 64 * 1024,
    write(chunk: Buffer, _encoding, done) {
      void sleep(20).then(() => {
        taken += chunk.length;
        done();
      });
    },
  });
  for (let index = 0; index < 3; index += 1) pipe.write('x'.repeat(64 * 1024));
  await untilTaken(pipe);
  expect(taken).toBe(3 * 64 * 1024);
});

test('a reader that left is not waited for', async () => {
  const pipe = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
  pipe.on('error', () => undefined);
  pipe.write('x');
  await expect(untilTaken(pipe)).resolves.toBeUndefined();
});
