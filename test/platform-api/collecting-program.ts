import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createApiClient } from '../../src/platform-api/client.ts';
import { createThrottle, DEFAULT_STRATEGY } from '../../src/platform-api/throttle-strategies.ts';

/**
 * Asks a server that never completes an answer, and collects garbage all the while. Prints the
 * answer as JSON. `node --expose-gc PROGRAM silent|hanging`
 */
const server = createServer((_, response) => {
  if (process.argv[2] === 'hanging') response.writeHead(200, { 'Content-Length': 10 }).write('{');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('needs --expose-gc');
setInterval(collect, 20);

const answer = await createApiClient({
  host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  token: 'test-token',
  throttle: createThrottle(DEFAULT_STRATEGY, { random: Math.random }),
  sleep: () => Promise.resolve(),
  nowMs: () => performance.now(),
  longestWaitMs: 0,
  signal: new AbortController().signal,
  requestTimeoutMs: 1000,
}).get('/account', z.object({}));
process.stdout.write(JSON.stringify(answer));
process.exit();
