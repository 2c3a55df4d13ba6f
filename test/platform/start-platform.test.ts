import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createGcraLimiter } from '../../src/platform-api/rate-limit.ts';
import { answerProblems } from './hyper-schema.ts';
import { type TestPlatform, withPlatform } from './running-platform.ts';

/** Every call of an app that nothing was deployed to, in the order of a person's work. */
const CALLS: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ['GET', '/account'],
  ['GET', '/account/rate-limits'],
  ['GET', '/regions'],
  ['GET', '/stacks'],
  ['GET', '/apps'],
  ['GET', '/apps/shop'],
  ['GET', '/users/~/apps'],
  ['GET', '/apps/shop/collaborators'],
  ['PATCH', '/apps/shop/config-vars', { A: '1', B: '2' }],
  ['PATCH', '/apps/shop/config-vars', { A: null }],
  ['GET', '/apps/shop/config-vars'],
  ['GET', '/apps/shop/releases'],
  ['GET', '/apps/shop/releases/3'],
  ['GET', '/apps/shop/formation'],
  ['GET', '/apps/shop/dynos'],
  ['GET', '/dyno-sizes'],
  ['GET', '/apps/shop/addons'],
  ['GET', '/addon-attachments'],
  ['GET', '/addon-services'],
  ['POST', '/apps/shop/log-sessions', { lines: 10 }],
  ['POST', '/apps/shop/log-drains', { url: 'syslog://127.0.0.1:5999' }],
  ['GET', '/apps/shop/log-drains'],
  ['POST', '/apps/shop/domains', { hostname: 'shop.example.com', sni_endpoint: null }],
  ['GET', '/apps/shop/domains'],
  ['GET', '/apps/shop/features'],
  ['PATCH', '/apps/shop/features/preboot', { enabled: true }],
  ['PUT', '/apps/shop/buildpack-installations', { updates: [{ buildpack: 'heroku/python' }] }],
  ['GET', '/apps/shop/buildpack-installations'],
  ['PATCH', '/apps/shop', { maintenance: true, build_stack: 'heroku-24' }],
  ['POST', '/sources'],
  ['GET', '/apps/shop/builds'],
  ['POST', '/pipelines', { name: 'line' }],
  ['POST', '/pipeline-couplings', { app: 'shop', pipeline: 'line', stage: 'staging' }],
  ['GET', '/apps/shop/pipeline-couplings'],
  ['GET', '/pipelines'],
  ['POST', '/oauth/authorizations', { description: 'a token' }],
  ['GET', '/oauth/authorizations'],
];

test('every answer is as the public schema of the Platform API wants it', async () => {
  await withPlatform(async ({ call, bugs }) => {
    const made = await call('POST', '/apps', { name: 'shop' });
    expect(answerProblems('POST', '/apps', made.body)).toEqual([]);
    const problems: string[] = [];
    let known = 0;
    for (const [method, path, body] of CALLS) {
      const { status, body: answered } = await call(method, path, body);
      if (status >= 300) problems.push(`${method} ${path}: ${status} ${JSON.stringify(answered)}`);
      const found = answerProblems(method, path.replace('/users/~', '/users/x'), answered);
      if (found !== undefined) known += 1;
      problems.push(...(found ?? []).map((one) => `${method} ${path}: ${one}`));
    }
    expect(problems).toEqual([]);
    expect(known).toBeGreaterThan(30);
    expect(bugs).toEqual([]);
  });
});

test('each change of config vars is a release, and the release keeps them', async () => {
  await withPlatform(async ({ call }) => {
    await call('POST', '/apps', { name: 'shop' });
    await call('PATCH', '/apps/shop/config-vars', { A: '1' });
    await call('PATCH', '/apps/shop/config-vars', { A: '2', B: '3' });
    await call('PATCH', '/apps/shop/config-vars', { B: '3' });
    const releases = await call('GET', '/apps/shop/releases');
    expect(releases.body.map((one: { description: string }) => one.description)).toEqual([
      'Initial release',
      'Enable Logplex',
      'Set A config vars',
      'Set A, B config vars',
    ]);
    expect((await call('GET', '/apps/shop/releases/3/config-vars')).body).toEqual({ A: '1' });
    expect((await call('GET', '/apps/shop/config-vars')).body).toEqual({ A: '2', B: '3' });
  });
});

test('two apps and many changes at once: none is lost, none crosses', async () => {
  await withPlatform(async ({ call }) => {
    for (const name of ['one', 'two']) await call('POST', '/apps', { name });
    const numbers = Array.from({ length: 25 }, (_, at) => at);
    await Promise.all(
      ['one', 'two'].flatMap((name) =>
        numbers.map((at) => call('PATCH', `/apps/${name}/config-vars`, { [`V${at}`]: name })),
      ),
    );
    for (const name of ['one', 'two']) {
      const vars = (await call('GET', `/apps/${name}/config-vars`)).body as Record<string, string>;
      expect(Object.keys(vars)).toHaveLength(25);
      expect(new Set(Object.values(vars))).toEqual(new Set([name]));
      const releases = (await call('GET', `/apps/${name}/releases`)).body;
      expect(releases.map((one: { version: number }) => one.version)).toEqual(
        Array.from({ length: 27 }, (_, at) => at + 1),
      );
    }
  });
});

test('lists come in pages, answers have an ETag, and a call keeps its id', async () => {
  await withPlatform(async ({ call }) => {
    await call('POST', '/apps', { name: 'shop' });
    for (const at of [1, 2, 3]) await call('PATCH', '/apps/shop/config-vars', { A: String(at) });
    const Range = 'version ..; max=2, order=desc';
    const first = await call('GET', '/apps/shop/releases', undefined, { Range });
    expect(first.status).toBe(206);
    expect(first.body.map((one: { version: number }) => one.version)).toEqual([5, 4]);
    const next = first.headers.get('next-range') ?? '';
    const second = await call('GET', '/apps/shop/releases', undefined, { Range: next });
    expect(second.body.map((one: { version: number }) => one.version)).toEqual([3, 2]);
    const app = await call('GET', '/apps/shop', undefined, { 'Request-Id': 'mine' });
    expect(app.headers.get('request-id')).toMatch(/^mine,[0-9a-f-]{36}$/);
    const etag = app.headers.get('etag') ?? '';
    const again = await call('GET', '/apps/shop', undefined, { 'If-None-Match': etag });
    expect([again.status, again.body]).toEqual([304, undefined]);
  });
});

test('what is refused has its status and the documented shape', async () => {
  await withPlatform(async ({ call, token }) => {
    await call('POST', '/apps', { name: 'shop' });
    const refused = async (
      method: string,
      path: string,
      body?: unknown,
      headers?: Record<string, string>,
    ): Promise<string> => {
      const { status, body: said } = await call(method, path, body, headers);
      expect(typeof said.message).toBe('string');
      return `${status} ${said.id}`;
    };
    const wrong = { Authorization: `Bearer ${token.slice(0, -1)}x` };
    expect(await refused('GET', '/apps', undefined, wrong)).toBe('401 unauthorized');
    expect(await refused('GET', '/apps', undefined, { Accept: 'text/html' })).toBe(
      '406 not_acceptable',
    );
    expect(await refused('GET', '/apps/nobody')).toBe('404 not_found');
    expect(await refused('GET', '/nothing')).toBe('404 not_found');
    expect(await refused('PUT', '/apps/shop')).toBe('405 method_not_allowed');
    expect(await refused('GET', '/apps', undefined, { Range: 'nothing' })).toBe(
      '416 requested_range_not_satisfiable',
    );
    expect(await refused('POST', '/apps', { name: 'shop' })).toBe('422 invalid_params');
    expect(await refused('POST', '/apps', { name: 'A b' })).toBe('422 invalid_params');
    expect(await refused('POST', '/apps', { name: '../../etc' })).toBe('422 invalid_params');
    expect(await refused('POST', '/apps', '{"name":')).toBe('400 bad_request');
    expect(await refused('PATCH', '/apps/shop/config-vars', { A: 1 })).toBe('422 invalid_params');
    expect(await refused('PATCH', '/apps/shop/config-vars', { 'a b': '1' })).toBe(
      '422 invalid_params',
    );
    expect(await refused('POST', '/apps/shop/dynos', { command: 'ls' })).toBe('422 no_slug');
    expect(await refused('POST', '/apps/shop/addons', { plan: 'nobody:free' })).toBe(
      '404 not_found',
    );
    expect(
      await refused('POST', '/apps/shop/builds', {
        source_blob: { url: 'http://example.com/a.tgz' },
      }),
    ).toBe('422 invalid_params');
    expect(await refused('POST', '/apps', 'x'.repeat(1_000_001))).toBe(
      '413 request_entity_too_large',
    );
  });
});

test('an account that called too often is told so, and its limit can be asked for all the same', async () => {
  const limiter = createGcraLimiter({ size: 3, refillMs: 1_000_000_000 });
  await withPlatform(
    async ({ call }) => {
      const remaining: (string | null)[] = [];
      for (let at = 0; at < 3; at += 1)
        remaining.push((await call('GET', '/apps')).headers.get('ratelimit-remaining'));
      expect(remaining).toEqual(['2', '1', '0']);
      const refused = await call('GET', '/apps');
      expect([refused.status, refused.body.id]).toEqual([429, 'rate_limit']);
      expect((await call('GET', '/account/rate-limits')).body).toEqual({ remaining: 0 });
    },
    { limiter },
  );
});

/** Sends bytes and comes to all that came back. */
function sendRaw(origin: string, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.end(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => resolve(text));
    socket.on('close', () => resolve(text));
  });
}

test('a hundred malformed requests of each kind change nothing', async () => {
  await withPlatform(async ({ call, origin, token, folder, bugs }: TestPlatform) => {
    await call('POST', '/apps', { name: 'shop' });
    const { body: shop } = await call('GET', '/apps/shop');
    const state = (): string =>
      readFileSync(join(folder, 'apps', shop.id, 'app.json'), 'utf8') +
      readFileSync(join(folder, 'platform.json'), 'utf8');
    const before = state();
    const auth = `Authorization: Bearer ${token}\r\nAccept: application/vnd.heroku+json; version=3`;
    const kinds: readonly ((at: number) => string | Buffer)[] = [
      (at) => Buffer.from(Array.from({ length: 60 }, (_, by) => (at * 7 + by * 13) % 256)),
      (at) =>
        `GET /apps/%${at}ZZ HTTP/1.1\r\nHost: localhost\r\n${auth}\r\nConnection: close\r\n\r\n`,
      (at) =>
        `PATCH /apps/shop/config-vars HTTP/1.1\r\nHost: localhost\r\n${auth}\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{"A":"${at}`,
      (at) =>
        `POST /apps HTTP/1.1\r\nHost: localhost\r\n${auth}\r\nTransfer-Encoding: chunked\r\n\r\n${at}zz\r\n`,
      (at) => `GET /apps HTTP/${at}.9\r\nHost: localhost\r\n\r\n`,
      (at) =>
        `POST /shop.git/git-receive-pack HTTP/1.1\r\nHost: localhost\r\nX: ${at}\r\nConnection: close\r\n\r\n`,
      (at) =>
        `PUT /sources/${String(at).padStart(32, '0')} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx`,
      (at) => `GET / HTTP/1.1\r\nHost: ..%2f${at}.localhost\r\nConnection: close\r\n\r\n`,
    ];
    for (const make of kinds)
      await Promise.all(Array.from({ length: 100 }, (_, at) => sendRaw(origin, make(at))));
    expect(state()).toBe(before);
    expect(bugs).toEqual([]);
    expect((await call('GET', '/apps/shop')).status).toBe(200);
  });
});
