import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type IndexProxy, openIndexProxy } from '../../../src/fleet/sandbox/index-proxy.ts';

let folder = '';
let index: Server;
let proxy: IndexProxy;
const asked: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  index = createServer((socket) => socket.on('data', (chunk) => socket.write(`echo ${chunk}`)));
  await new Promise<void>((resolve) => index.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  index.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  asked.length = 0;
  proxy = await openIndexProxy(join(folder, 'index.sock'), ['pypi.org'], (host, port) => {
    asked.push(`${host}:${port}`);
    return connect((index.address() as { port: number }).port, '127.0.0.1');
  });
});
afterEach(() => proxy.close());

async function ask(target: string): Promise<{ socket: Socket; answer: string }> {
  const socket = connect(join(folder, 'index.sock'));
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return { socket, answer: chunk.toString().split('\r\n')[0] ?? '' };
}

test('it connects to the index, both ways, and a connection ends when the proxy does', async () => {
  const { socket, answer } = await ask('pypi.org:443');
  expect(answer).toBe('HTTP/1.1 200 Connection established');
  socket.write('hello');
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  expect(chunk.toString()).toBe('echo hello');
  proxy.close();
  await once(socket, 'close');
  expect(asked).toEqual(['pypi.org:443']);
});

test.each(['example.com:443', 'pypi.org:80', 'pypi.org.example.com:443', '127.0.0.1:443'])(
  '%s is refused',
  async (target) => {
    const { socket, answer } = await ask(target);
    expect(answer).toBe('HTTP/1.1 403 Forbidden');
    await once(socket, 'close');
    expect(asked).toEqual([]);
  },
);
