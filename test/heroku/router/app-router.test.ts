import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type AppRouter, startAppRouter } from '../../../src/heroku/router/app-router.ts';
import type { Route } from '../../../src/heroku/router/route.ts';
import { FAST, HOST, talk, withHttpDyno, withRouter, withTcpDyno } from './pretend-dyno.ts';

const urlOf = ({ localPort }: AppRouter): string => `http://127.0.0.1:${localPort}`;

test('a form post reaches the app as https from its own host, with its body', async () => {
  await withHttpDyno(
    (request, response) => {
      let body = '';
      request
        .on('data', (chunk) => (body += chunk))
        .on('end', () => response.end(JSON.stringify({ ...request.headers, body })));
    },
    async ({ router, lines }) => {
      const url = urlOf(router);
      const answer = await fetch(`${url}/order`, {
        method: 'POST',
        body: 'a=1',
        headers: { Origin: url, Referer: `${url}/cart` },
      });
      expect(await answer.json()).toMatchObject({
        host: HOST,
        origin: 'https://shop.example.com',
        referer: 'https://shop.example.com/cart',
        'x-forwarded-proto': 'https',
        body: 'a=1',
      });
      expect(lines[0]).toMatch(
        /^at=info method=POST path="\/order" host=shop.example.com .* status=200 bytes=\d+ protocol=https$/,
      );
    },
  );
});

test('a redirect to the own host comes back as a local address, one to another host stays', async () => {
  await withHttpDyno(
    (request, response) => {
      const Location =
        request.url === '/own' ? 'https://shop.example.com/next' : 'https://other.example.com/';
      response.writeHead(302, { Location }).end();
    },
    async ({ router }) => {
      const ask = async (path: string) =>
        (await fetch(urlOf(router) + path, { redirect: 'manual' })).headers.get('location');
      expect(await ask('/own')).toBe(`${urlOf(router)}/next`);
      expect(await ask('/other')).toBe('https://other.example.com/');
    },
  );
});

test.each([
  ['H10', 503, 'at=error code=H10 desc="App crashed"'],
  ['H14', 503, 'at=error code=H14 desc="No web processes running"'],
  ['H80', 503, 'at=info code=H80 desc="Maintenance mode"'],
])('without a dyno the router answers %s itself', async (code, status, head) => {
  await withRouter({ kind: 'code', code }, async ({ router, lines }) => {
    const answer = await fetch(`${urlOf(router)}/a`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(`Run: dynoready explain ${code}`);
    expect(lines).toEqual([
      `${head} method=GET path="/a" host=shop.example.com request_id=… fwd="203.0.113.7" dyno= connect= service= status=503 bytes= protocol=https`,
    ]);
  });
});

test('before anything is deployed every request gets H81', async () => {
  const router = await startAppRouter({ localPort: 0 });
  expect(await (await fetch(urlOf(router))).text()).toContain('H81 Blank app');
  await router.close();
});

test('a request that comes while the dynos start is held, and answered once one is up', async () => {
  await withHttpDyno(
    (_request, response) => response.end('at last'),
    async ({ router, dyno }) => {
      let route: Route = { kind: 'starting' };
      router.serve({ table: { choose: () => route, size: () => 1 }, host: HOST, log: () => {} });
      const answer = fetch(urlOf(router));
      setTimeout(() => {
        route = dyno;
      }, 100);
      expect(await (await answer).text()).toBe('at last');
    },
  );
});

test('dynos that do not come up in 75 seconds are H20', async () => {
  await withRouter(
    { kind: 'starting' },
    async ({ router, lines }) => {
      const started = performance.now();
      expect((await fetch(urlOf(router))).status).toBe(503);
      expect(performance.now() - started).toBeGreaterThan(75_000 * FAST - 10);
      expect(lines[0]).toMatch(
        /^at=error code=H20 desc="App boot timeout" .* dyno= connect= service= status=503 bytes= protocol=https$/,
      );
    },
    FAST,
  );
});

test('a connection carries several requests, and bodies in chunks pass both ways', async () => {
  await withHttpDyno(
    (request, response) => {
      expect(request.headers['transfer-encoding']).toBe('chunked');
      request.on('data', (chunk) => response.write(`<${chunk}>`)).on('end', () => response.end());
    },
    async ({ router, lines }) => {
      const one =
        'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n';
      const text = await talk(router, [one, one], (seen) => seen.split('0\r\n\r\n').length > 2);
      expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
      expect(text.match(/4\r\n<hi>\r\n/g)).toHaveLength(2);
      expect(lines).toHaveLength(2);
    },
  );
});

/**
 * What the kernel may hold for the four connections between visitor and dyno and back, at most 10 MB
 * each, and what streams hold besides. Resident memory would say little: fetch alone takes 40 MB, and
 * what node has freed returns to the system late (on Node 24 more so).
 */
const ON_THE_WAY_MB = 60;

test('100 MB go up and down, and little of it is on the way', { timeout: 30_000 }, async () => {
  const chunk = Buffer.alloc(1_000_000, 'x');
  const chunks = 100;
  await withHttpDyno(
    (request, response) => {
      response.flushHeaders();
      request.pipe(response);
    },
    async ({ router }) => {
      let [sent, received, most] = [0, 0, 0];
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (sent === chunks * chunk.length) return controller.close();
          controller.enqueue(chunk);
          sent += chunk.length;
          most = Math.max(most, sent - received);
        },
      });
      const answer = await fetch(urlOf(router), {
        method: 'POST',
        body,
        duplex: 'half',
      } as RequestInit);
      for await (const part of answer.body ?? []) received += (part as Uint8Array).length;
      expect(received).toBe(chunk.length * chunks);
      expect(most / 1e6).toBeLessThan(ON_THE_WAY_MB);
    },
  );
});

test('a WebSocket is opened through the router and speaks both ways', async () => {
  await withTcpDyno(
    (socket) => {
      socket.once('data', (head) => {
        const key = /sec-websocket-key: (.*)\r\n/i.exec(head.toString())?.[1] ?? '';
        const accept = createHash('sha1')
          .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
          .digest('base64');
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\nhello`,
        );
        socket.on('data', (data) => socket.write(`echo ${data}`));
      });
    },
    async ({ router, lines }) => {
      const head =
        'GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
      const text = await talk(router, [head, 'ping'], (seen) => seen.includes('echo'), 60);
      expect(text).toContain('HTTP/1.1 101 Switching Protocols');
      expect(text).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
      expect(text).toMatch(/helloecho ping$/);
      await expect
        .poll(() => lines[0])
        .toMatch(
          /^at=info method=GET path="\/chat" .* dyno=web.1 .* status=101 bytes=\d+ protocol=https$/,
        );
    },
  );
});

test('a WebSocket that is silent for 55 seconds is cut with H15', async () => {
  await withTcpDyno(
    (socket) =>
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      ),
    async ({ router, lines }) => {
      await talk(
        router,
        ['GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
        () => false,
      );
      expect(lines[0]).toContain('code=H15 desc="Idle connection"');
    },
    FAST,
  );
});

test('a taken port is refused', async () => {
  await withRouter({ kind: 'starting' }, async ({ router }) => {
    await expect(startAppRouter({ localPort: router.localPort ?? 0 })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
