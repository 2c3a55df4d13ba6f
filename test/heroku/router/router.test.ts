import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { DYNO_ADDRESS } from '../../../src/heroku/router/addresses.ts';
import type { ServedApp } from '../../../src/heroku/router/route.ts';
import { startRouter } from '../../../src/heroku/router/router.ts';
import { type PretendDyno, talk, withHttpDyno } from './pretend-dyno.ts';

/** Names the request that it answers, as far as the test looks at it. */
const echo: RequestListener = (request, response) => {
  let body = '';
  request
    .on('data', (chunk) => (body += chunk))
    .on('end', () => response.end(`<${request.method} ${request.url} ${body}>`));
};

/** Speaks to an app that echoes; `answer` is what came, `lines` the router's. */
async function ask(
  texts: readonly string[],
  listener = echo,
): Promise<{ answer: string; lines: string[] }> {
  let answer = '';
  let lines: string[] = [];
  await withHttpDyno(listener, async (dyno: PretendDyno) => {
    answer = await talk(dyno.router, texts, (seen) => seen.endsWith('last>'));
    lines = dyno.lines;
  });
  return { answer, lines };
}

const NOBODY = 'dyno= connect= service=';

test('a header may have the name of a member that every object has', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const head = names.map((name) => `${name}: of ${name}\r\n`).join('');
  const { answer } = await ask(
    [`GET / HTTP/1.1\r\nHost: a\r\n${head}constructor: again\r\nConnection: close\r\n\r\n`],
    (request, response) => response.end(request.rawHeaders.join('|')),
  );
  for (const name of names) expect(answer).toContain(`|${name.toLowerCase()}|of ${name}`);
  expect(answer).toContain('|constructor|again');
});

test.each([
  ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'unsupported method'],
  ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad header'],
  ['no Host in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', 400, 'bad header'],
  ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 400, 'bad header'],
  ['two Hosts', 'GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n', 400, 'bad header'],
  [
    'more than 1,000 headers',
    `GET / HTTP/1.0\r\nHost: a\r\n${'a: b\r\n'.repeat(1000)}\r\n`,
    400,
    'bad header',
  ],
  [
    'a header above 8,192 bytes',
    `GET / HTTP/1.0\r\nHost: a\r\na: ${'b'.repeat(8193)}\r\n\r\n`,
    400,
    'bad header',
  ],
  [
    'a name above 1,000 bytes',
    `GET / HTTP/1.0\r\nHost: a\r\n${'a'.repeat(1001)}: b\r\n\r\n`,
    400,
    'bad header',
  ],
  [
    'a head above 512 kB',
    `GET / HTTP/1.0\r\nHost: a\r\na: ${'b'.repeat(600_000)}\r\n\r\n`,
    400,
    'bad header',
  ],
  [
    'a first line above 8,192 bytes',
    `GET /${'a'.repeat(8192)} HTTP/1.0\r\nHost: a\r\n\r\n`,
    414,
    'oversized request line',
  ],
  [
    'a wrong Expect',
    'GET / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\nConnection: close\r\n\r\n',
    417,
    'unsupported expect header value',
  ],
])('%s is H26, and in the log', async (_, text, status, cause) => {
  const { answer, lines } = await ask([text]);
  expect(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])).toBe(status);
  expect(answer).toContain('Run: dynoready explain H26');
  expect(lines).toEqual([
    expect.stringMatching(
      new RegExp(
        `^at=error code=H26 desc="Request Error" cause="${cause}" method=.* ${NOBODY} status=${status} bytes= protocol=https$`,
      ),
    ),
  ]);
});

test('a request at the limits passes', async () => {
  const long = `/${'a'.repeat(8192 - 'GET / HTTP/1.1'.length)}`;
  const head = 'Host: a\r\nConnection: close\r\n';
  const texts = [
    `GET ${long} HTTP/1.1\r\n${head}\r\n`,
    `GET / HTTP/1.1\r\n${head}a: ${'b'.repeat(8192)}\r\n${'a: b\r\n'.repeat(997)}\r\n`,
  ];
  for (const text of texts) expect((await ask([text])).answer).toMatch(/^HTTP\/1\.1 200 OK/);
});

const LATER: RequestListener = (request, response) =>
  void setTimeout(() => echo(request, response), 60);
const FIRST = 'GET /first HTTP/1.1\r\nHost: a\r\n\r\n';

test.each([
  ['no HTTP', 'nonsense\r\n\r\n', 'bad header'],
  ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 'unsupported method'],
])('a good request keeps its answer when the next one is %s', async (_, second, cause) => {
  for (const texts of [[FIRST + second], [FIRST, second]]) {
    const { answer, lines } = await ask(texts, LATER);
    expect(answer).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[\s\S]*<GET \/first >HTTP\/1\.1 400 Bad Request\r\n[\s\S]*H26/,
    );
    expect(lines.map((line) => /status=\d+/.exec(line)?.[0]).sort()).toEqual([
      'status=200',
      'status=400',
    ]);
    expect(lines.join('\n')).toContain(`cause="${cause}"`);
  }
});

test('what follows a request that closes the connection is not looked at', async () => {
  const closing = 'GET /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  const { answer, lines } = await ask([`${closing}GET /second HTTP/1.1\r\n`], LATER);
  expect(answer).toMatch(/<GET \/first >$/);
  expect(lines).toHaveLength(1);
});

test('answers leave in the order of their requests, and one that breaks off is the last', async () => {
  const listener: RequestListener = (request, response) => {
    if (request.url === '/broken') {
      response.writeHead(200, { 'Content-Length': '9' });
      response.write('half');
      setTimeout(() => response.destroy(), 10);
    } else setTimeout(() => echo(request, response), request.url === '/first' ? 80 : 0);
  };
  const paths = ['/first', '/broken', '/third'];
  const text = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join('');
  const { answer } = await ask([text], listener);
  expect(answer).toMatch(/<GET \/first >HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nhalf$/);
});

test('a bad chunk ends its own request alone', async () => {
  const chunked = 'POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n';
  const { answer, lines } = await ask([FIRST + chunked], LATER);
  expect(answer).toMatch(/<GET \/first >HTTP\/1\.1 400 Bad Request\r\n/);
  expect(lines.find((line) => line.includes('/b'))).toMatch(/code=H26 .* cause="bad chunk"/);
});

test('a visitor who leaves in the middle of a body is H27', async () => {
  await withHttpDyno(echo, async ({ router, lines }) => {
    const half = 'POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf';
    const socket = connect(router.localPort ?? 0, '127.0.0.1').on('error', () => {});
    socket.write(half);
    setTimeout(() => socket.end(), 50);
    await expect.poll(() => lines).toEqual([expect.stringMatching(/code=H27 .* method=POST/)]);
  });
});

test('no field of the log ends where the visitor wants it to', async () => {
  await withHttpDyno(echo, async ({ router, lines }) => {
    const head =
      'Host: a" status=1 \x85=\r\nX-Forwarded-For: 1.2.3.4" at=info\r\nConnection: close';
    await talk({ localPort: router.target.ports.http }, [`GET /"x=\\ HTTP/1.1\r\n${head}\r\n\r\n`]);
    expect(lines).toEqual([
      'at=info method=GET path="/\\"x=\\\\" host="a\\" status=1 \\x85=" request_id=… fwd="1.2.3.4\\" at=info, 203.0.113.7" dyno=web.1 connect=… service=… status=200 bytes=12 protocol=http',
    ]);
  });
});

test('a line above 10,000 bytes is cut as any other', async () => {
  const { lines } = await ask([
    `GET /${'a'.repeat(8000)} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${'1'.repeat(8000)}\r\nConnection: close\r\n\r\n`,
  ]);
  expect(lines).toHaveLength(2);
  expect(Buffer.byteLength(lines[0] ?? '')).toBeLessThanOrEqual(10_000);
});

test('more than 50 requests that wait for one dyno are H11, whatever another app has', async () => {
  const waiting: (() => void)[] = [];
  await withHttpDyno(
    (_request, response) => void waiting.push(() => response.end('late')),
    async ({ router, lines, dyno }) => {
      const codes = (): number => lines.filter((line) => line.includes('code=H11')).length;
      const last = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
      const answers = Array.from({ length: 55 }, () => talk(router, [last]));
      await expect.poll(codes, { timeout: 10_000 }).toBe(5);
      await expect.poll(() => waiting.length, { timeout: 10_000 }).toBe(50);
      // A new release counts for itself: its dynos are others.
      router.serve({ table: { choose: () => dyno, size: () => 1 }, host: 'b', log: () => {} });
      answers.push(talk(router, [last]));
      await expect.poll(() => waiting.length, { timeout: 10_000 }).toBe(51);
      for (const answer of waiting) answer();
      expect((await Promise.all(answers)).filter((text) => text.includes('late'))).toHaveLength(51);
    },
  );
});

test('one router serves many apps by the host that is asked for', async () => {
  const apps = new Map<string, ServedApp>();
  const logs = new Map<string, string[]>();
  const servers = await Promise.all(
    ['shop', 'blog'].map(async (name) => {
      const server = createServer((request, response) => {
        response.setHeader('Location', `https://${request.headers.host}/next`);
        response.end(`${name} as ${request.headers.host} from ${request.headers.origin}`);
      });
      await new Promise<void>((resolve) => server.listen(0, DYNO_ADDRESS, resolve));
      const { port } = server.address() as AddressInfo;
      const lines: string[] = [];
      logs.set(name, lines);
      apps.set(name, {
        table: { choose: () => ({ kind: 'dyno', name: 'web.1', port }), size: () => 1 },
        host: `${name}.herokuapp.com`,
        log: ({ message }) => lines.push(message),
      });
      return server;
    }),
  );
  const router = await startRouter({
    doors: [{ scheme: 'https', port: 0, isLocal: true }],
    appOf: (host) => apps.get(host.replace(/\.localhost$/, '')),
  });
  const [port = 0] = router.ports;
  const get = (host: string) =>
    talk({ localPort: port }, [
      `GET / HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nConnection: close\r\n\r\n`,
    ]);
  try {
    const shop = await get(`shop.localhost:${port}`);
    expect(shop).toMatch(/\r\n\r\nshop as shop.herokuapp.com from https:\/\/shop.herokuapp.com$/);
    expect(shop).toContain(`\r\nLocation: http://shop.localhost:${port}/next\r\n`);
    expect(await get(`BLOG.localhost:${port}`)).toContain('\r\n\r\nblog as blog.herokuapp.com');
    for (const host of ['other.localhost', 'shop.localhost.example.com', '__proto__.localhost']) {
      const nobody = await get(host);
      expect(nobody).toMatch(/^HTTP\/1\.1 404 Not Found\r\n[\s\S]*No such app/);
    }
    apps.delete('blog');
    expect(await get('blog.localhost')).toMatch(/^HTTP\/1\.1 404 /);
    expect([...logs].map(([name, lines]) => [name, lines.length])).toEqual([
      ['shop', 1],
      ['blog', 1],
    ]);
    expect(logs.get('shop')?.[0]).toMatch(/ path="\/" host=shop.herokuapp.com .* status=200 /);
  } finally {
    await router.close();
    for (const server of servers) server.close();
  }
});
