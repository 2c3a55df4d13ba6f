import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type ApiClientOptions, createApiClient } from '../../src/platform-api/client.ts';
import { readLiveApp } from '../../src/platform-api/live-app.ts';
import { createFixedPool, createGcraLimiter } from '../../src/platform-api/rate-limit.ts';
import { type SimulatedApi, startSimulatedApi } from '../../src/platform-api/simulated-api.ts';
import { createThrottle, DEFAULT_STRATEGY } from '../../src/platform-api/throttle-strategies.ts';
import { ACCOUNT } from './account.ts';

let api: SimulatedApi | undefined;
afterEach(() => api?.close());

function client(host: string, options: Partial<ApiClientOptions> = {}) {
  return createApiClient({
    host,
    token: 'test-token',
    throttle: createThrottle(DEFAULT_STRATEGY, { random: () => 0 }),
    sleep: () => Promise.resolve(),
    nowMs: () => performance.now(),
    longestWaitMs: 60_000,
    signal: new AbortController().signal,
    ...options,
  });
}

test('nine reads tell what a repository can be held beside, and no value of a config var is among it', async () => {
  api = await startSimulatedApi(ACCOUNT);
  const answer = await readLiveApp(client(api.host), 'shop-live');
  expect(answer.ok && answer.value.app).toEqual({
    name: 'shop-live',
    webUrl: 'https://shop-live-0a1b2c.herokuapp.com/',
    stack: 'heroku-24',
    buildStack: 'heroku-24',
    maintenance: false,
    configVarNames: ['DATABASE_URL', 'DJANGO_SETTINGS_MODULE', 'OLD_FLAG', 'SECRET_KEY'],
    processTypes: [
      { name: 'web', quantity: 2, size: 'Standard-1X', command: 'gunicorn shop.wsgi' },
      { name: 'clock', quantity: 1, size: 'Basic', command: 'python clock.py' },
    ],
    lastRelease: {
      version: 23,
      status: 'succeeded',
      description: 'Deploy 23',
      createdAt: '2026-11-02T10:00:00Z',
    },
    buildpacks: ['heroku/python'],
    addons: [
      {
        name: 'postgresql-curly-12345',
        plan: 'heroku-postgresql:essential-0',
        state: 'provisioned',
        configVars: ['DATABASE_URL'],
      },
    ],
    commit: undefined,
    domains: ['www.shop.example'],
    herokuDomain: 'shop-live-0a1b2c.herokuapp.com',
    uncertified: [],
    certificates: [],
    stacks: [
      { name: 'heroku-22', state: 'deprecated' },
      { name: 'heroku-24', state: 'public' },
      { name: 'heroku-26', state: 'public' },
    ],
  });
  expect(api.requests.map(({ path }) => path.replace('/apps/shop-live', ''))).toEqual([
    '',
    '/config-vars',
    '/formation',
    '/releases',
    '/buildpack-installations',
    '/addons',
    '/domains',
    '/sni-endpoints',
    '/stacks',
  ]);
  expect(JSON.stringify(answer)).not.toContain('secret-');
});

test('a list of more items than a page holds is read to its end', async () => {
  const stacks = Array.from({ length: 450 }, (_, index) => ({
    name: `stack-${String(index).padStart(3, '0')}`,
  }));
  api = await startSimulatedApi({ ...ACCOUNT, stacks });
  const answer = await client(api.host).list('/stacks', z.object({ name: z.string() }));
  expect(answer).toEqual({ ok: true, value: stacks });
  expect(api.requests).toHaveLength(3);
});

test('a refused call sleeps and tries again until a token has come back', async () => {
  let nowMs = 0;
  api = await startSimulatedApi(ACCOUNT, {
    limiter: createGcraLimiter(undefined, 0),
    nowMs: () => nowMs,
  });
  const sleeps: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    sleeps.push(Math.round(ms));
    nowMs += ms / 3;
    return Promise.resolve();
  };
  const answer = await client(api.host, { sleep }).get('/account', z.object({ email: z.string() }));
  expect(answer).toEqual({ ok: true, value: { email: 'dev@example.com' } });
  // The shortest sleeps that the throttle draws: one token's time.
  expect(sleeps).toEqual([800, 800, 800]);
  expect(api.requests.map(({ status }) => status)).toEqual([429, 429, 429, 200]);
});

test('gives up as rate-limited once it has slept for longer than it may', async () => {
  api = await startSimulatedApi(ACCOUNT, { limiter: createFixedPool(0) });
  const answer = await client(api.host, { longestWaitMs: 10_000 }).get('/account', z.object({}));
  expect(answer).toMatchObject({ ok: false, problem: { kind: 'rate-limited', status: 429 } });
  // Twelve sleeps of 0.8 seconds fit into ten; the next would not.
  expect(api.requests).toHaveLength(13);
});

test.each([
  [
    '/apps/other',
    'test-token',
    {
      kind: 'not-found',
      status: 404,
      id: 'not_found',
      message: "Couldn't find that app.",
      path: '/apps/other',
    },
  ],
  [
    '/account',
    'bad',
    {
      kind: 'unauthorized',
      status: 401,
      id: 'unauthorized',
      message: 'Invalid credentials provided.',
      path: '/account',
    },
  ],
])('an error of the platform on %s comes back as data', async (path, token, problem) => {
  api = await startSimulatedApi(ACCOUNT);
  expect(await client(api.host, { token }).get(path, z.object({}))).toEqual({ ok: false, problem });
});

test('a host where nothing listens is unreachable', async () => {
  api = await startSimulatedApi(ACCOUNT);
  const { host } = api;
  await api.close();
  expect(await client(host).get('/account', z.object({}))).toMatchObject({
    ok: false,
    problem: { kind: 'unreachable', status: undefined, id: 'ECONNREFUSED' },
  });
});

test('a body that is not as documented names the field and not what is in it', async () => {
  api = await startSimulatedApi({ ...ACCOUNT, stacks: [{ name: 'heroku-24', state: 7 }] });
  expect(await client(api.host).list('/stacks', z.object({ state: z.string() }))).toMatchObject({
    problem: { kind: 'not-understood', message: 'the field 0.state is not as documented' },
  });
});

test('a redirect is not followed, because the token would go with it', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = await client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).get(
    '/account',
    z.object({}),
  );
  server.close();
  expect(answer).toMatchObject({ ok: false, problem: { kind: 'refused', status: 302 } });
  expect(seen).toEqual(['/account']);
});

test('an aborted run rejects rather than tell of a problem', async () => {
  api = await startSimulatedApi(ACCOUNT);
  const controller = new AbortController();
  controller.abort();
  await expect(
    client(api.host, { signal: controller.signal }).get('/account', z.object({})),
  ).rejects.toThrow('aborted');
});
