import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ApiClientOptions, createApiClient } from '../../src/platform-api/client.ts';
import { createThrottle, DEFAULT_STRATEGY } from '../../src/platform-api/throttle-strategies.ts';
import { httpAnswer, type RawServer, startRawServer } from './raw-server.ts';

const TOKEN = 'HRKU-0123-secret-token';

let server: RawServer | undefined;
afterEach(() => server?.close());

interface Slept {
  readonly ms: number;
}

/** A client that does not really sleep, and what it slept. */
function client(host: string, options: Partial<ApiClientOptions> = {}) {
  const slept: Slept[] = [];
  let nowMs = 0;
  const made = createApiClient({
    host,
    token: TOKEN,
    throttle: createThrottle(DEFAULT_STRATEGY, { random: () => 0.5 }),
    sleep: (ms) => {
      slept.push({ ms: Math.round(ms) });
      nowMs += ms;
      return Promise.resolve();
    },
    nowMs: () => nowMs,
    longestWaitMs: 60_000,
    signal: new AbortController().signal,
    requestTimeoutMs: 300,
    ...options,
  });
  return { ...made, slept };
}

const ANY = z.record(z.string(), z.unknown());
const FULL = { 'RateLimit-Remaining': '4499' };

describe('the token', () => {
  test('is masked where a server sends it back, in messages and in values', async () => {
    server = await startRawServer((socket, number) => {
      const echo = JSON.stringify({
        id: 'forbidden',
        message: `Bearer ${TOKEN} may not`,
        [TOKEN]: 1,
      });
      socket.end(httpAnswer(number === 0 ? 403 : 200, echo, FULL));
    });
    const refused = await client(server.host).get('/account', ANY);
    const answered = await client(server.host).get('/account', ANY);
    expect(refused).toMatchObject({ problem: { message: 'Bearer [token] may not' } });
    expect(answered).toMatchObject({ value: { '[token]': 1 } });
    expect(JSON.stringify([refused, answered])).not.toContain(TOKEN);
  });
});

describe('what a server says is shown without control characters', () => {
  test('in messages and in values', async () => {
    const message = 'red \u001b[31m\r\nline \u009b2J \u202e evil \u0007';
    server = await startRawServer((socket, number) => {
      const body = JSON.stringify({ id: 'bad', message });
      socket.end(httpAnswer(number === 0 ? 422 : 200, body, FULL));
    });
    const clean = 'red \\u001b[31m\\u000d\\u000aline \\u009b2J \\u202e evil \\u0007';
    expect(await client(server.host).get('/account', ANY)).toMatchObject({
      problem: { message: clean },
    });
    expect(await client(server.host).get('/account', ANY)).toMatchObject({
      value: { message: clean },
    });
  });
});

describe('RateLimit-Remaining', () => {
  test.each(['4499, 4499', 'many', '', '-1', '1e9', '0x10', '4499.5', '9'.repeat(400)])(
    '"%s" is no number of tokens: the next call waits',
    async (remaining) => {
      server = await startRawServer((socket) =>
        socket.end(httpAnswer(200, '{}', { 'RateLimit-Remaining': remaining })),
      );
      const { get, slept } = client(server.host);
      await get('/account', ANY);
      await get('/account', ANY);
      expect(slept).toEqual([{ ms: 800 }]);
    },
  );

  test('a plain number is one: the next call need not wait', async () => {
    server = await startRawServer((socket) => socket.end(httpAnswer(200, '{}', FULL)));
    const { get, slept } = client(server.host);
    await get('/account', ANY);
    await get('/account', ANY);
    expect(slept).toEqual([]);
  });
});

describe('an answer that fails is asked for again, and then named as what it is', () => {
  const good = httpAnswer(200, '{"fine":true}', FULL);
  const FAULTS = [
    {
      fault: 'a server that never answers',
      send: () => {},
      kind: 'timed-out',
      message: 'no answer within 0.3 seconds',
    },
    {
      fault: 'a body that hangs',
      send: (socket: import('node:net').Socket) => socket.write(good.subarray(0, -4)),
      kind: 'timed-out',
      message: 'the answer began, but was not complete within 0.3 seconds',
    },
    {
      fault: 'a body that is cut',
      send: (socket: import('node:net').Socket) => socket.end(good.subarray(0, -4)),
      kind: 'cut-off',
      message: 'the connection closed in the middle of the answer',
    },
    {
      fault: 'a compressed body that is cut',
      send: (socket: import('node:net').Socket) =>
        socket.end(
          httpAnswer(200, gzipSync('{"fine":true}').subarray(0, 12), {
            'Content-Encoding': 'gzip',
          }),
        ),
      kind: 'cut-off',
      message: 'the connection closed in the middle of the answer',
    },
    {
      fault: 'a reset',
      send: (socket: import('node:net').Socket) => socket.resetAndDestroy(),
      kind: 'unreachable',
      message: 'the connection was closed before an answer came',
    },
    {
      fault: 'a 503',
      send: (socket: import('node:net').Socket) =>
        socket.end(httpAnswer(503, '{"id":"maintenance","message":"Back soon."}', FULL)),
      kind: 'unavailable',
      message: 'Back soon.',
    },
  ];

  test.each(FAULTS)('$fault, once', async ({ send }) => {
    server = await startRawServer((socket, number) =>
      number === 0 ? send(socket) : socket.end(good),
    );
    const { get, slept } = client(server.host);
    expect(await get('/account', ANY)).toEqual({ ok: true, value: { fine: true } });
    expect(slept).toEqual([{ ms: 500 }]);
  });

  test.each(FAULTS)('$fault, always', async ({ send, kind, message }) => {
    server = await startRawServer((socket) => send(socket));
    const { get, slept } = client(server.host);
    expect(await get('/account', ANY)).toMatchObject({ ok: false, problem: { kind, message } });
    expect(server.requests).toHaveLength(3);
    expect(slept).toEqual([{ ms: 500 }, { ms: 2000 }]);
  });

  test('not when there is no patience left', async () => {
    server = await startRawServer((socket) => socket.resetAndDestroy());
    const answer = await client(server.host, { longestWaitMs: 0 }).get('/account', ANY);
    expect(answer).toMatchObject({ problem: { kind: 'unreachable' } });
    expect(server.requests).toHaveLength(1);
  });

  test.each([400, 403, 422])('not a %i, which would come again', async (status) => {
    server = await startRawServer((socket) => socket.end(httpAnswer(status, '{}', FULL)));
    await client(server.host).get('/account', ANY);
    expect(server.requests).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  test.each([
    ['seconds', '7', 7000],
    ['a date', 'Mon, 30 Nov 2026 12:00:09 GMT', 9000],
    ['a date in the past', 'Mon, 30 Nov 2026 11:00:00 GMT', 500],
    ['something else', 'soon', 500],
  ])('in %s is waited for', async (_, retryAfter, ms) => {
    server = await startRawServer((socket, number) =>
      socket.end(
        httpAnswer(number === 0 ? 503 : 200, '{}', {
          ...FULL,
          'Retry-After': retryAfter,
          Date: 'Mon, 30 Nov 2026 12:00:00 GMT',
        }),
      ),
    );
    const { get, slept } = client(server.host);
    expect(await get('/account', ANY)).toMatchObject({ ok: true });
    expect(slept).toEqual([{ ms }]);
  });

  test('is not waited for longer than the client may', async () => {
    server = await startRawServer((socket) =>
      socket.end(httpAnswer(503, '{}', { ...FULL, 'Retry-After': '3600' })),
    );
    const { get, slept } = client(server.host);
    expect(await get('/account', ANY)).toMatchObject({ problem: { kind: 'unavailable' } });
    expect([server.requests.length, slept]).toEqual([1, []]);
  });
});

describe('a body of more than 16 MiB is not kept', () => {
  const TOO_LARGE = {
    ok: false,
    problem: { kind: 'too-large', message: 'the answer is larger than 16 MiB' },
  };

  test('when it is sent as it is', async () => {
    const chunk = Buffer.alloc(2 ** 20, ' ');
    server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n');
      const send = (): void => {
        while (!socket.destroyed && socket.write(chunk));
        socket.once('drain', send);
      };
      send();
    });
    const answer = await client(server.host, { requestTimeoutMs: 10_000 }).get('/account', ANY);
    expect(answer).toMatchObject(TOO_LARGE);
    expect(server.requests).toHaveLength(1);
  });

  test('when it becomes that large only after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 2 ** 20));
    server = await startRawServer((socket) =>
      socket.end(httpAnswer(200, bomb, { 'Content-Encoding': 'gzip' })),
    );
    const before = process.memoryUsage().rss;
    const answer = await client(server.host, { requestTimeoutMs: 10_000 }).get('/account', ANY);
    expect(answer).toMatchObject(TOO_LARGE);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(128);
  });

  test('a compressed body of ordinary size is read', async () => {
    server = await startRawServer((socket) =>
      socket.end(httpAnswer(200, gzipSync('{"fine":true}'), { 'Content-Encoding': 'gzip' })),
    );
    expect(await client(server.host).get('/account', ANY)).toEqual({
      ok: true,
      value: { fine: true },
    });
    expect(server.requests[0]?.headers['accept-encoding']).toBe('gzip');
  });
});

describe('a list ends', () => {
  test('when the server leads back to a page that was read', async () => {
    server = await startRawServer((socket, number) =>
      socket.end(
        httpAnswer(206, '[{}]', { ...FULL, 'Next-Range': `id ]${number % 2}..; max=200` }),
      ),
    );
    const answer = await client(server.host).list('/apps', ANY);
    expect(answer).toMatchObject({
      problem: { kind: 'not-understood', message: 'the list does not end: Next-Range repeats' },
    });
    expect(server.requests).toHaveLength(3);
  });

  test('when there is always a next page', async () => {
    server = await startRawServer((socket, number) =>
      socket.end(httpAnswer(206, '[{}]', { ...FULL, 'Next-Range': `id ]${number}..; max=200` })),
    );
    const answer = await client(server.host).list('/apps', ANY);
    expect(answer).toMatchObject({
      problem: { kind: 'not-understood', message: 'the list does not end: more than 200 pages' },
    });
    expect(server.requests).toHaveLength(200);
  });
});

describe('ETag', () => {
  test('is kept and sent; a 304 stands for the body that came with it', async () => {
    server = await startRawServer((socket, number) =>
      socket.end(
        number === 0
          ? httpAnswer(200, '{"fine":true}', { ...FULL, ETag: '"one"' })
          : httpAnswer(304, '', { ...FULL, ETag: '"one"' }),
      ),
    );
    const { get } = client(server.host);
    const first = await get('/account', ANY);
    expect(await get('/account', ANY)).toEqual(first);
    expect(first).toEqual({ ok: true, value: { fine: true } });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"one"',
    ]);
  });

  test('belongs to one path and one range', async () => {
    server = await startRawServer((socket) =>
      socket.end(httpAnswer(200, '[]', { ...FULL, ETag: '"one"' })),
    );
    const { list } = client(server.host);
    await list('/apps', ANY, 'id ..; max=1');
    await list('/apps', ANY, 'id ..; max=2');
    await list('/stacks', ANY, 'id ..; max=1');
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a 304 that was not asked for is no answer', async () => {
    server = await startRawServer((socket) => socket.end(httpAnswer(304, '', FULL)));
    expect(await client(server.host).get('/account', ANY)).toMatchObject({
      problem: { kind: 'refused', status: 304 },
    });
  });
});

test('a second factor is named as such', async () => {
  server = await startRawServer((socket) =>
    socket.end(httpAnswer(403, '{"id":"two_factor","message":"Two factor is required."}', FULL)),
  );
  expect(await client(server.host).get('/account', ANY)).toMatchObject({
    problem: { kind: 'two-factor', status: 403, id: 'two_factor' },
  });
});

test('a client that is aborted in the middle of an answer rejects', async () => {
  const controller = new AbortController();
  server = await startRawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n');
    setTimeout(() => controller.abort(), 20);
  });
  const { signal } = controller;
  await expect(
    client(server.host, { signal, requestTimeoutMs: 10_000 }).get('/account', ANY),
  ).rejects.toThrow('aborted');
});
