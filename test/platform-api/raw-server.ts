import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as the server saw it. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A server on a free loopback port that writes whatever a test wants, byte by byte. */
export interface RawServer {
  readonly host: string;
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

/**
 * Starts a server that hands each request's socket, and its number from 0, to `answer`: nothing is
 * written unless that does it.
 */
export async function startRawServer(
  answer: (socket: Socket, number: number, request: SeenRequest) => void,
): Promise<RawServer> {
  const requests: SeenRequest[] = [];
  const server: Server = createServer((request) => {
    const seen = { path: request.url ?? '', headers: request.headers };
    requests.push(seen);
    request.socket.on('error', () => {});
    answer(request.socket, requests.length - 1, seen);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A whole answer as bytes; the connection is closed behind it. */
export function httpAnswer(
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries({
    'Content-Type': 'application/json',
    'Content-Length': String(bytes.length),
    Connection: 'close',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} Answer\r\n${lines.join('')}\r\n`, 'latin1'),
    bytes,
  ]);
}
