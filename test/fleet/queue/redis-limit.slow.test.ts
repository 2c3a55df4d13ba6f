import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { connectToQueue } from '../../../src/fleet/queue/connect.ts';
import { createRedisLimit } from '../../../src/fleet/queue/redis-limit.ts';
import { findFreePort } from '../../../src/machine/free-port.ts';
import { createApiClient } from '../../../src/platform-api/client.ts';
import { createGcraLimiter } from '../../../src/platform-api/rate-limit.ts';
import { startSimulatedApi } from '../../../src/platform-api/simulated-api.ts';
import { createThrottle, DEFAULT_STRATEGY } from '../../../src/platform-api/throttle-strategies.ts';
import { ACCOUNT } from '../../platform-api/account.ts';

/** An account that fills a hundred times as fast as Heroku's. */
const LIMIT = { size: 45, refillMs: 8 };
const CLIENTS = 10;
const CALLS = 12;

let port = 0;
let server: ReturnType<typeof spawn>;
beforeAll(async () => {
  port = await findFreePort();
  server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '']);
  for await (const chunk of server.stdout!)
    if (String(chunk).includes('Ready to accept connections')) break;
});
afterAll(async () => {
  server.kill('SIGKILL');
  await once(server, 'exit');
});

/** How many of the calls of ten clients at once are refused. */
async function refusedCalls(tokens: number): Promise<number> {
  const started = performance.now();
  const nowMs = () => performance.now() - started;
  const api = await startSimulatedApi(ACCOUNT, {
    limiter: createGcraLimiter(LIMIT, tokens),
    nowMs,
  });
  const work = Array.from({ length: CLIENTS }, async () => {
    const connection = await connectToQueue(`redis://127.0.0.1:${port}`, () => {});
    const client = createApiClient({
      ...{ host: api.host, token: ACCOUNT.token, nowMs, longestWaitMs: 60_000 },
      throttle: createThrottle(DEFAULT_STRATEGY, { random: Math.random }),
      sharedLimit: createRedisLimit(connection, ACCOUNT.token, LIMIT),
      sleep: async (ms) => void (await delay(ms)),
      signal: new AbortController().signal,
    });
    for (let call = 0; call < CALLS; call += 1)
      expect((await client.get('/account', z.unknown())).ok).toBe(true);
    connection.redis.disconnect();
  });
  await Promise.all(work);
  await api.close();
  expect(api.requests.filter(({ status }) => status !== 429)).toHaveLength(CLIENTS * CALLS);
  return api.requests.filter(({ status }) => status === 429).length;
}

test('ten clients that share the limit spend a full account without a refusal', async () => {
  expect(await refusedCalls(LIMIT.size)).toBeLessThanOrEqual(2);
});

test('an account that others have emptied is learned from the first answers', async () => {
  // Each of the ten may be refused once, as long as none has told the others.
  expect(await refusedCalls(0)).toBeLessThanOrEqual(CLIENTS + 2);
});
