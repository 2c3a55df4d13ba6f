import { expect, test } from 'vitest';
import { ROUTER_ADDRESS } from '../../../src/heroku/router/addresses.ts';
import { type RouterRequest, sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import { findFreePort } from '../../../src/machine/free-port.ts';
import { FAST, withHttpDyno, withRouter, withTcpDyno } from './pretend-dyno.ts';

const home: RouterRequest = { path: '/', host: 'shop.example.com', scheme: 'https' };

test("the app gets the router's headers over the visitor's, from the router's own address", async () => {
  const before = Date.now();
  await withHttpDyno(
    (request, response) =>
      response.end(JSON.stringify({ ...request.headers, peer: request.socket.remoteAddress })),
    async ({ target }) => {
      const answer = await sendThroughRouter(target, {
        ...home,
        headers: { 'X-Forwarded-Proto': 'spoofed', 'X-Custom': 'kept' },
      });
      const seen = JSON.parse(answer.body) as Record<string, string>;
      expect(seen).toMatchObject({
        host: 'shop.example.com',
        'x-forwarded-proto': 'https',
        'x-forwarded-for': '203.0.113.7',
        'x-forwarded-port': '443',
        'x-request-id': answer.requestId,
        via: '1.1 heroku-router',
        'x-custom': 'kept',
        peer: ROUTER_ADDRESS,
      });
      expect(Number(seen['x-request-start'])).toBeGreaterThanOrEqual(before);
      expect((await sendThroughRouter(target, { ...home, scheme: 'http' })).body).toContain(
        '"x-forwarded-proto":"http","x-forwarded-port":"80"',
      );
    },
  );
});

test('an answer is logged with status and bytes', async () => {
  await withHttpDyno(
    (_, response) => response.writeHead(404).end('nothing'),
    async ({ target, lines }) => {
      expect(await sendThroughRouter(target, home)).toMatchObject({
        status: 404,
        body: 'nothing',
        code: undefined,
      });
      expect(lines).toEqual([
        'at=info method=GET path="/" host=shop.example.com request_id=… fwd="203.0.113.7" dyno=web.1 connect=… service=… status=404 bytes=7 protocol=https',
      ]);
    },
  );
});

test('a request that is never answered ends with H12 and 503', async () => {
  await withHttpDyno(
    () => {},
    async ({ target, lines }) => {
      expect(await sendThroughRouter(target, home)).toMatchObject({ status: 503, code: 'H12' });
      expect(lines[0]).toMatch(
        /^at=error code=H12 desc="Request timeout" method=GET .* status=503 bytes=0 protocol=https$/,
      );
    },
    FAST,
  );
});

test('a connection that closes without a byte is H13', async () => {
  await withTcpDyno(
    (socket) => socket.on('data', () => socket.destroy()),
    async ({ target }) => expect((await sendThroughRouter(target, home)).code).toBe('H13'),
  );
});

test('an answer that stops coming is H15, one that is cut off is H18', async () => {
  await withTcpDyno(
    (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf'),
    async ({ target }) => expect((await sendThroughRouter(target, home)).code).toBe('H15'),
    FAST,
  );
  await withTcpDyno(
    (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf'),
    async ({ target }) => expect((await sendThroughRouter(target, home)).code).toBe('H18'),
  );
});

test('what is not HTTP is H17, and a port that nobody listens on is H21', async () => {
  await withTcpDyno(
    (socket) => socket.end('hello\r\n\r\n'),
    async ({ target }) => expect((await sendThroughRouter(target, home)).code).toBe('H17'),
  );
  const port = await findFreePort();
  await withRouter({ kind: 'dyno', name: 'web.1', port }, async ({ target }) => {
    expect((await sendThroughRouter(target, home)).code).toBe('H21');
  });
});

test('a path that a page links in letters of its own is asked for as a browser does', async () => {
  await withHttpDyno(
    (request, response) => response.end(request.url),
    async ({ target }) => {
      const answer = await sendThroughRouter(target, { ...home, path: '/日本 ü\n\ud800?a=%20"' });
      expect(answer.body).toBe('/%E6%97%A5%E6%9C%AC%20%C3%BC%0A%EF%BF%BD?a=%20"');
    },
  );
});
