import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** A server on loopback, and what reached it. */
export interface Loopback<Received> {
  readonly port: number;
  readonly received: Received;
  close(): Promise<void>;
}

async function listen<Received>(server: Server, received: Received): Promise<Loopback<Received>> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { port: (server.address() as AddressInfo).port, received, close };
}

/**
 * A mail server that takes every message (RFC 5321, without extensions); `received` holds the texts
 * of the messages.
 */
export function startMailServer(): Promise<Loopback<string[]>> {
  const received: string[] = [];
  const server = createServer((socket) => {
    let message: string[] | undefined;
    let rest = '';
    const answer = (line: string): void => {
      if (message !== undefined) {
        if (line !== '.') return void message.push(line);
        received.push(message.join('\n'));
        message = undefined;
        socket.write('250 taken\r\n');
      } else if (/^DATA$/i.test(line)) {
        message = [];
        socket.write('354 go on\r\n');
      } else if (/^QUIT$/i.test(line)) socket.end('221 bye\r\n');
      else socket.write('250 yes\r\n');
    };
    socket.write('220 loopback\r\n');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) answer(line);
    });
  });
  return listen(server, received);
}

/**
 * A bucket that keeps what is put into it (the calls of S3 that storing one file takes); `received`
 * holds the bodies by path.
 */
export function startBucket(): Promise<
  Loopback<Map<string, { body: string; authorization: string }>>
> {
  const received = new Map<string, { body: string; authorization: string }>();
  const server = createHttpServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'PUT') {
        received.set(path, {
          body: Buffer.concat(chunks).toString(),
          authorization: request.headers.authorization ?? '',
        });
        response.writeHead(200, { ETag: '"loopback"' }).end();
      } else response.writeHead(received.has(path) ? 200 : 404).end();
    });
  });
  return listen(server, received);
}
