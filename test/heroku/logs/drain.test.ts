import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { expect, test } from 'vitest';
import { openDrain } from '../../../src/heroku/logs/drain.ts';
import { lineFilter } from '../../../src/heroku/logs/log-filter.ts';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';

const at = new Date('2026-11-24T01:02:03.456Z');
const LINES: readonly LogLine[] = [
  { at, source: 'app', dyno: 'web.1', message: 'Grüße' },
  { at, source: 'heroku', dyno: 'router', message: 'at=info method=GET' },
  { at, source: 'heroku', dyno: 'web.1', message: 'State changed from starting to up' },
];
/** Each frame begins with the bytes of what follows, line end included: RFC 6587. */
const FRAMES = [
  '65 <190>1 2026-11-24T01:02:03.456000+00:00 host app web.1 - Grüße\n',
  '80 <158>1 2026-11-24T01:02:03.456000+00:00 host heroku router - at=info method=GET\n',
  '93 <45>1 2026-11-24T01:02:03.456000+00:00 host heroku web.1 - State changed from starting to up\n',
];

/** Cuts a stream into messages by their lengths, as a receiver does. */
function messagesOf(stream: Buffer): string[] {
  const messages: string[] = [];
  for (let rest = stream; rest.length > 0; ) {
    const blank = rest.indexOf(' ');
    const end = blank + 1 + Number(rest.subarray(0, blank).toString());
    messages.push(rest.subarray(blank + 1, end).toString('utf8'));
    rest = rest.subarray(end);
  }
  return messages;
}

test('a syslog drain gets octet-counted frames over one connection', async () => {
  const chunks: Buffer[] = [];
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections += 1;
    socket.on('data', (chunk) => chunks.push(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drain = openDrain(`syslog://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const line of LINES) drain.write(line);
  expect(await drain.close()).toBeUndefined();
  await expect.poll(() => Buffer.concat(chunks).toString('utf8')).toBe(FRAMES.join(''));
  expect(messagesOf(Buffer.concat(chunks))).toEqual(
    FRAMES.map((frame) => frame.replace(/^\d+ /, '')),
  );
  expect(connections).toBe(1);
  server.close();
});

test('an HTTPS drain gets requests of application/logplex-1 with the number of messages, and one token for all', async () => {
  const requests: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drain = openDrain(`http://127.0.0.1:${(server.address() as AddressInfo).port}/logs`);
  for (const line of LINES) drain.write(line);
  await expect.poll(() => requests.length).toBe(1);
  drain.write(LINES[0] as LogLine);
  expect(await drain.close()).toBeUndefined();
  server.close();
  expect(requests.map(({ body }) => body)).toEqual([FRAMES.join(''), FRAMES[0]]);
  expect(
    requests.map(({ headers }) => [headers['content-type'], headers['logplex-msg-count']]),
  ).toEqual([
    ['application/logplex-1', '3'],
    ['application/logplex-1', '1'],
  ]);
  const [first, second] = requests.map(({ headers }) => headers);
  expect(first?.['logplex-drain-token']).toMatch(/^d\.[0-9a-f-]{36}$/);
  expect(second?.['logplex-drain-token']).toBe(first?.['logplex-drain-token']);
  expect(second?.['logplex-frame-id']).not.toBe(first?.['logplex-frame-id']);
});

test('a receiver that refuses is told of, and holds nobody up', async () => {
  const server = createServer((_request, response) => response.writeHead(500).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const refused = openDrain(`http://127.0.0.1:${port}/`);
  refused.write(LINES[0] as LogLine);
  expect(await refused.close()).toBe('it answered 500; 1 line did not arrive');
  await new Promise((resolve) => server.close(resolve));
  const nobody = openDrain(`syslog://127.0.0.1:${port}`);
  nobody.write(LINES[0] as LogLine);
  expect(await nobody.close()).toMatch(/ECONNREFUSED.*; 1 line did not arrive$/);
});

test('lines that a slow receiver does not take are dropped and counted with L10', async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request
      .on('data', (chunk) => (body += chunk))
      .on('end', () => {
        bodies.push(body);
        response.end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drain = openDrain(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  for (let written = 0; written < 1030; written += 1)
    drain.write({ at, source: 'app', dyno: 'web.1', message: String(written) });
  await drain.close();
  server.close();
  const text = bodies.join('');
  expect(text).toContain(
    'host heroku logplex - Error L10 (output buffer overflow): 6 messages dropped.',
  );
  expect(text.match(/ host app web\.1 - /g)).toHaveLength(1024);
});

test('a URL that is no drain is wrong use', () => {
  for (const url of ['nonsense', 'syslog://127.0.0.1', 'ftp://127.0.0.1:1'])
    expect(() => openDrain(url)).toThrow('--drain needs a URL');
});

test('lines are chosen by source, by dyno and by process type', () => {
  const chosen = (filter: Parameters<typeof lineFilter>[0]): number[] =>
    LINES.flatMap((line, at) => (lineFilter(filter)(line) ? [at] : []));
  expect(chosen({})).toEqual([0, 1, 2]);
  expect(chosen({ source: 'app' })).toEqual([0]);
  expect(chosen({ source: 'heroku', dyno: 'web' })).toEqual([2]);
  expect(chosen({ dyno: 'web.1' })).toEqual([0, 2]);
  expect(chosen({ dyno: 'router' })).toEqual([1]);
  expect(chosen({ dyno: 'we' })).toEqual([]);
  expect(() => lineFilter({ source: 'web' })).toThrow("--source needs app or heroku, not 'web'");
});
