import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readUrl } from '../../src/machine/read-url.ts';
import { runWhileCollecting } from '../run-while-collecting.ts';

async function read(listener: RequestListener, timeoutMs = 5000, credentials = '') {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const answer = await readUrl(`http://${credentials}127.0.0.1:${port}/`, {
    timeoutMs,
    largestBytes: 1_000_000,
    signal: new AbortController().signal,
  });
  return answer.ok ? answer.bytes.toString() : answer.problem;
}

test('the whole content comes back', async () => {
  expect(await read((_, response) => response.end('facts'))).toBe('facts');
});

test('a source that never ends is left when it is too long', async () => {
  const endless: RequestListener = (_, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(300_000)), 1);
    response.on('close', () => clearInterval(timer));
  };
  expect(await read(endless)).toBe('is longer than 1 MB');
});

test('a source that is silent, or stops in the middle, is left after its time', async () => {
  expect(await read(() => {}, 100)).toBe('gave no whole answer within 0.1 s');
  expect(await read((_, response) => void response.write('fac'), 200)).toBe(
    'gave no whole answer within 0.2 s',
  );
});

test('name and password of an index are sent, and not shown when it fails', async () => {
  const seen: (string | undefined)[] = [];
  const answer = await read(
    ({ headers }, response) => {
      seen.push(headers.authorization);
      response.writeHead(403).end();
    },
    5000,
    'me:s%40cret@',
  );
  expect([seen, answer]).toEqual([
    [`Basic ${Buffer.from('me:s@cret').toString('base64')}`],
    'answered 403',
  ]);
});

test.each(['silent', 'hanging'])(
  'a %s source is left after its time although garbage is collected all the while',
  async (way) => {
    const program = join(import.meta.dirname, 'collecting-program.ts');
    expect(await runWhileCollecting(program, way)).toBe('gave no whole answer within 1 s');
  },
);
