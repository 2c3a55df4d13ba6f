import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFixedPool } from '../../src/platform-api/rate-limit.ts';
import { type SimulatedApi, startSimulatedApi } from '../../src/platform-api/simulated-api.ts';
import { ACCOUNT } from './account.ts';

let api: SimulatedApi;
beforeEach(async () => {
  api = await startSimulatedApi(ACCOUNT, { nowMs: () => 0 });
});
afterEach(() => api.close());

function get(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Response> {
  return fetch(`${api.host}${path}`, {
    method,
    headers: {
      Accept: 'application/vnd.heroku+json; version=3',
      Authorization: 'Bearer test-token',
      ...headers,
    },
  });
}

test('a list comes in pages of what Range asks for, and Next-Range leads to the next', async () => {
  const first = await get('/apps/shop-live/releases', { Range: 'version ..; max=15, order=desc' });
  expect(first.status).toBe(206);
  expect(first.headers.get('accept-ranges')).toBe('id, version');
  expect(first.headers.get('content-range')).toBe('version 23..9');
  expect(first.headers.get('next-range')).toBe('version ]9..; max=15, order=desc');
  const second = await get('/apps/shop-live/releases', { Range: first.headers.get('next-range')! });
  expect(second.status).toBe(200);
  expect(second.headers.get('next-range')).toBe(null);
  const versions = [
    ...((await first.json()) as { version: number }[]),
    ...((await second.json()) as { version: number }[]),
  ];
  expect(versions.map(({ version }) => version)).toEqual(
    Array.from({ length: 23 }, (_, index) => 23 - index),
  );
});

test.each([
  ['id ..', 200, 23],
  ['version 20..', 200, 4],
  ['version ]20..22; max=1000', 200, 2],
  ['version 5..9;max=2', 206, 2],
])('Range "%s" is answered with %i and %i releases', async (range, status, count) => {
  const response = await get('/apps/shop-live/releases', { Range: range });
  expect([response.status, ((await response.json()) as unknown[]).length]).toEqual([status, count]);
});

test('an answer that did not change is 304 without a body', async () => {
  const first = await get('/apps/shop-live');
  const again = await get('/apps/01234567-89ab-cdef-0123-456789abcdef', {
    'If-None-Match': first.headers.get('etag')!,
  });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('a Request-Id that came in goes out with one of ours behind it', async () => {
  const response = await get('/account', { 'Request-Id': 'mine' });
  expect(response.headers.get('request-id')).toMatch(/^mine,[0-9a-f-]{36}$/);
});

test.each([
  'application/vnd.heroku+json; version=3.sdk',
  'application/vnd.heroku+json; version=3.review-apps',
])('the variant %s of version 3 is taken', async (accept) => {
  expect((await get('/account', { Accept: accept })).status).toBe(200);
});

test.each([
  ['without a version', '/account', { Accept: 'application/json' }, 'GET', 406, 'not_acceptable'],
  ['with a wrong token', '/account', { Authorization: 'Bearer other' }, 'GET', 401, 'unauthorized'],
  ['for an unknown app', '/apps/other', {}, 'GET', 404, 'not_found'],
  ['for an unknown path', '/nowhere', {}, 'GET', 404, 'not_found'],
  ['that writes', '/apps/shop-live', {}, 'DELETE', 405, 'method_not_allowed'],
  ['with a broken Range', '/stacks', { Range: 'latest' }, 'GET', 400, 'bad_request'],
] as const)(
  'a request %s is refused with a status and an id',
  async (_, path, headers, method, status, id) => {
    const response = await get(path, headers, method);
    expect([response.status, ((await response.json()) as { id: string }).id]).toEqual([status, id]);
  },
);

test('each call costs a token, asking for the rest costs none, and without tokens the answer is 429', async () => {
  await api.close();
  api = await startSimulatedApi(ACCOUNT, { limiter: createFixedPool(2) });
  expect((await get('/account')).headers.get('ratelimit-remaining')).toBe('1');
  expect(await (await get('/account/rate-limits')).json()).toEqual({ remaining: 1 });
  expect((await get('/stacks')).headers.get('ratelimit-remaining')).toBe('0');
  const refused = await get('/stacks');
  expect([refused.status, await refused.json()]).toEqual([
    429,
    {
      id: 'rate_limit',
      message: 'Your account reached the API rate limit',
      url: 'https://devcenter.heroku.com/articles/platform-api-reference#rate-limits',
    },
  ]);
  expect((await get('/account/rate-limits')).status).toBe(200);
});
