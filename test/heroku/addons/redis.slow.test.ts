import { once } from 'node:events';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import {
  findRedisServer,
  reserveRedisAddress,
  startRedis,
} from '../../../src/heroku/addons/redis.ts';
import { withWorkspace } from '../../../src/machine/workspace.ts';

/** What the server answers to the commands over TLS; rejects when the handshake fails. */
async function speak(
  port: number,
  commands: readonly string[],
  rejectUnauthorized: boolean,
): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized });
  await once(socket, 'secureConnect');
  socket.write(commands.map((one) => `${one}\r\n`).join(''));
  let seen = '';
  socket.on('data', (chunk: Buffer) => {
    seen += String(chunk);
  });
  await expect.poll(() => seen.split('\r\n').length > commands.length).toBe(true);
  socket.destroy();
  return seen;
}

test("the machine's redis-server stands for the add-on: TLS with a certificate of its own, a password, and nothing left at the end", async () => {
  const program = findRedisServer(process.env);
  expect(program, 'redis-server is missing: apt-get install redis-server').toBeDefined();
  const address = await reserveRedisAddress();
  await withWorkspace(async (workspaceFolder) => {
    const stop = await startRedis({
      program: program!,
      address,
      workspaceFolder,
      signal: new AbortController().signal,
    });
    try {
      await expect(speak(address.port, ['PING'], true)).rejects.toMatchObject({
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
      expect(await speak(address.port, ['PING'], false)).toMatch(/^-NOAUTH /);
      const signedIn = [`AUTH ${address.password}`, 'SET a b', 'GET a'];
      expect(await speak(address.port, signedIn, false)).toBe('+OK\r\n+OK\r\n$1\r\nb\r\n');
    } finally {
      await stop();
    }
    await expect(speak(address.port, ['PING'], false)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
