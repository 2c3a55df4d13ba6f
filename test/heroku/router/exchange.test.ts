import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { FAST, HOST, talk, withHttpDyno, withTcpDyno } from './pretend-dyno.ts';

const GET = `GET / HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`;
const OK = 'HTTP/1.1 200 OK\r\n';

/** A dyno that answers every request with these bytes, written apart, and closes. */
function says(...parts: readonly string[]): (socket: Socket) => void {
  return (socket) =>
    void socket.once('data', async () => {
      for (const [at, part] of parts.entries()) {
        if (at > 0) await new Promise((resolve) => setTimeout(resolve, 30));
        socket.write(part, 'latin1');
      }
      socket.end();
    });
}

/** What the visitor got, and the head of the router's line. */
async function answerTo(...parts: readonly string[]): Promise<{ seen: string; line: string }> {
  let [seen, line] = ['', ''];
  await withTcpDyno(says(...parts), async ({ router, lines }) => {
    seen = await talk(router, [GET]);
    await expect.poll(() => lines).toHaveLength(1);
    line = lines[0] ?? '';
  });
  return { seen, line };
}

test.each([
  ['status 000', 'HTTP/1.1 000 x\r\nContent-Length: 0\r\n\r\n'],
  ['status 099', 'HTTP/1.1 099 x\r\nContent-Length: 0\r\n\r\n'],
  ['control bytes in the reason', 'HTTP/1.1 200 O\x01\x1b[2JK\r\nContent-Length: 0\r\n\r\n'],
  [
    '101 for a visitor who did not ask',
    'HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
  ],
  ['101 without what it goes on in', 'HTTP/1.1 101 x\r\n\r\n'],
  ['a control byte in a header', `${OK}X: a\x01b\r\nContent-Length: 0\r\n\r\n`],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['null bytes', '\0'.repeat(99)],
])('%s is H17', async (_, bytes) => {
  const { seen, line } = await answerTo(bytes);
  expect(seen).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
  expect(seen).toContain('Run: dynoready explain H17');
  expect(line).toMatch(/^at=error code=H17 desc="Poorly formatted HTTP response" /);
});

test.each([
  ['a reason in Latin 1', 'HTTP/1.1 200 Gr\xfc\xdfe\r\nContent-Length: 2\r\n\r\nhi', 200, 'hi'],
  ['no reason', 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi', 200, 'hi'],
  ['a status that nobody knows', 'HTTP/1.1 999 x\r\nContent-Length: 2\r\n\r\nhi', 999, 'hi'],
  ['204 with a body', 'HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nbody', 204, ''],
  ['204 with chunks', 'HTTP/1.1 204 x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n', 204, ''],
  ['304 with a body', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nbody', 304, ''],
  ['a body above Content-Length', `${OK}Content-Length: 2\r\n\r\nhi there`, 200, 'hi'],
  ['two answers', `${OK}Content-Length: 2\r\n\r\nhi`.repeat(2), 200, 'hi'],
  ['an answer and a broken one', `${OK}Content-Length: 2\r\n\r\nhiHTTP/1.1 000\r\n\r\n`, 200, 'hi'],
  [
    'headers of all objects',
    `${OK}__proto__: a\r\nconstructor: b\r\nContent-Length: 2\r\n\r\nhi`,
    200,
    'hi',
  ],
])('%s: the visitor gets the head of the app', async (_, bytes, status, body) => {
  const { seen, line } = await answerTo(bytes);
  expect(Number(/^HTTP\/1\.1 (\d+)/.exec(seen)?.[1])).toBe(status);
  expect(seen.slice(seen.indexOf('\r\n\r\n') + 4)).toBe(body);
  expect(line).toMatch(new RegExp(`^at=info .* status=${status} bytes=${body.length} `));
});

test.each([
  ['with the head', [`${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\n`], ''],
  ['after the head', [`${OK}Transfer-Encoding: chunked\r\n\r\n`, 'zz\r\n'], ''],
  [
    'after a good one',
    [`${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n`, 'zz\r\n'],
    '2\r\nhi\r\n',
  ],
])('a bad chunk %s: the visitor sees that the body is not whole', async (_, parts, body) => {
  const { seen, line } = await answerTo(...parts);
  expect(seen).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(seen.slice(seen.indexOf('\r\n\r\n') + 4)).toBe(body);
  expect(line).toMatch(/^at=error code=H17 /);
});

test('all headers of an answer come through, however many', async () => {
  const headers = Array.from({ length: 3000 }, (_, at) => `X-${at}: ${at}\r\n`).join('');
  const { seen } = await answerTo(`${OK}${headers}Content-Length: 2\r\n\r\nhi`);
  expect(seen.match(/\r\nX-\d+: \d+(?=\r\n)/g)).toHaveLength(3000);
});

test('whatever a dyno says, the visitor gets an answer or a page', {
  timeout: 60_000,
}, async () => {
  const whole = `${OK}Server: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n`;
  const random = randomNumbers(20_261_130);
  for (let round = 0; round < 150; round += 1) {
    const bytes = [...whole];
    for (let change = 0; change <= round % 4; change += 1) {
      const at = Math.floor(random() * bytes.length);
      const byte = String.fromCharCode(Math.floor(random() * 256));
      bytes.splice(at, random() < 0.5 ? 1 : 0, ...(random() < 0.7 ? [byte] : []));
    }
    const { seen, line } = await answerTo(bytes.join(''));
    expect(seen, JSON.stringify(bytes.join(''))).toMatch(
      /^HTTP\/1\.1 \d{3} [^\r]*\r\n(.+\r\n)+\r\n/,
    );
    expect(line).toMatch(/^(sock=backend )?at=(info|error) /);
  }
});

/** Numbers from 0 to 1, the same ones for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const UPGRADE =
  'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';

test('a request that asks for an upgrade keeps its body', async () => {
  await withHttpDyno(
    (request, response) => {
      let body = '';
      request
        .on('data', (chunk) => (body += chunk))
        .on('end', () => response.end(`${request.method} ${body}`));
    },
    async ({ router, lines }) => {
      const head = `POST / HTTP/1.1\r\nHost: a\r\n${UPGRADE}`;
      const known = await talk(router, [`${head}Content-Length: 3\r\n\r\na=b`], (seen) =>
        seen.endsWith('a=b'),
      );
      expect(known).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nPOST a=b$/);
      const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n`;
      const late = await talk(router, [chunked, '2\r\n=b\r\n0\r\n\r\n'], (seen) =>
        seen.endsWith('a=b'),
      );
      expect(late).toMatch(/POST a=b$/);
      expect(lines.map((line) => /status=\d+/.exec(line)?.[0])).toEqual([
        'status=200',
        'status=200',
      ]);
    },
  );
});

test('a dyno that declines an upgrade answers as ever, however much', async () => {
  const body = 'x'.repeat(3_000_000);
  await withHttpDyno(
    (_request, response) => response.end(body),
    async ({ router }) => {
      const seen = await talk(router, [`GET / HTTP/1.1\r\nHost: a\r\n${UPGRADE}\r\n`]);
      expect(seen.slice(seen.indexOf('\r\n\r\n') + 4)).toBe(body);
    },
  );
});

const SWITCHED = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n';
const OPEN = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n';

test('what a visitor sends too early in another protocol is kept', async () => {
  await withTcpDyno(
    (socket) =>
      socket.once('data', () => {
        setTimeout(() => socket.write(SWITCHED), 60);
        socket.on('data', (data) => socket.write(`<${data}>`));
      }),
    async ({ router }) => {
      const seen = await talk(router, [`${OPEN}early`], (text) => text.endsWith('>'));
      expect(seen).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n[\s\S]*\r\n\r\n<early>$/);
    },
  );
});

test('a request before one that asks for an upgrade keeps its answer', async () => {
  await withHttpDyno(
    (request, response) =>
      void setTimeout(
        () => response.end(`<${request.url}>${'x'.repeat(2_000_000)}`),
        request.url === '/first' ? 60 : 0,
      ),
    async ({ router }) => {
      for (const head of [
        `GET /last HTTP/1.1\r\nHost: a\r\n${UPGRADE}\r\n`,
        `POST /last HTTP/1.1\r\nHost: a\r\n${UPGRADE}Content-Length: 0\r\n\r\n`,
      ]) {
        const seen = await talk(router, [`GET /first HTTP/1.1\r\nHost: a\r\n\r\n${head}`]);
        expect([...seen.matchAll(/<\/\w+>x+/g)].map(([body]) => body.length)).toEqual([
          2_000_008, 2_000_007,
        ]);
      }
    },
  );
});

test('what a dyno sends last in another protocol arrives, and the line says 101', async () => {
  const last = 'y'.repeat(2_000_000);
  await withTcpDyno(
    (socket) => socket.once('data', () => socket.end(SWITCHED + last)),
    async ({ router, lines }) => {
      const seen = await talk(router, [OPEN]);
      expect(seen.slice(seen.indexOf('\r\n\r\n') + 4)).toBe(last);
      await expect.poll(() => lines[0]).toMatch(/^at=info .* status=101 bytes=2000000 /);
    },
  );
});

test('a visitor who leaves another protocol ends it, and so does the router', async () => {
  const closed: string[] = [];
  await withTcpDyno(
    (socket) => {
      socket.once('data', () => socket.write(`${SWITCHED}hello`));
      socket.on('close', () => closed.push('dyno'));
    },
    async ({ router, lines }) => {
      await talk(router, [OPEN], (seen) => seen.endsWith('hello'));
      await expect.poll(() => closed).toEqual(['dyno']);
      expect(lines[0]).toMatch(/^at=info .* status=101 /);
      let greeted = false;
      const open = talk(router, [OPEN], (seen) => {
        greeted = seen.endsWith('hello');
        return false;
      });
      await expect.poll(() => greeted).toBe(true);
      await router.close();
      expect(await open).toMatch(/hello$/);
      await expect.poll(() => closed).toEqual(['dyno', 'dyno']);
    },
  );
});

test('a visitor who does not take a broken answer is let go', async () => {
  const half = Buffer.alloc(20_000_000, 'x');
  await withTcpDyno(
    (socket) =>
      socket.once('data', () => {
        socket.write(`${OK}Content-Length: 99000000\r\n\r\n`);
        socket.end(half);
      }),
    async ({ router, lines }) => {
      const visitor = connect(router.localPort ?? 0, '127.0.0.1').on('error', () => {});
      visitor.write(GET);
      await expect.poll(() => lines, { timeout: 10_000 }).toHaveLength(1);
      expect(lines[0]).toMatch(/code=H(18|28)/);
      visitor.resume();
      await new Promise((resolve) => visitor.once('close', resolve));
    },
    FAST,
  );
});
