import { createServer, type RequestListener } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { DYNO_ADDRESS } from '../../../src/heroku/router/addresses.ts';
import { type AppRouter, startAppRouter } from '../../../src/heroku/router/app-router.ts';
import type { Route } from '../../../src/heroku/router/route.ts';
import type { RouterTarget } from '../../../src/heroku/router/send-request.ts';

export interface PretendDyno {
  readonly target: RouterTarget;
  readonly router: AppRouter;
  /** The route that leads to it. */
  readonly dyno: Route;
  /** Messages of the router, request ids and times replaced. */
  readonly lines: string[];
}

/** Host that the app sees when a browser asks at the local door. */
export const HOST = 'shop.example.com';

/**
 * 50 times faster than the platform, for a test that provokes a limit: 600 ms to the first byte,
 * 1.1 s of silence. Connecting still has 100 ms, which a busy machine needs.
 */
export const FAST = 0.02;

/**
 * Runs `work` with a server in the dyno's place. The limits of the router are the platform's, which
 * no test reaches, unless `timeFactor` makes them shorter.
 */
export async function withHttpDyno(
  listener: RequestListener,
  work: (dyno: PretendDyno) => Promise<void>,
  timeFactor = 1,
): Promise<void> {
  const server = createServer({ maxHeaderSize: 64 * 1024 }, listener);
  server.maxHeadersCount = 0;
  await new Promise<void>((resolve) => server.listen(0, DYNO_ADDRESS, resolve));
  try {
    await withRouter(
      { kind: 'dyno', name: 'web.1', port: (server.address() as { port: number }).port },
      work,
      timeFactor,
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** As {@link withHttpDyno}, for servers that do not speak HTTP well. */
export async function withTcpDyno(
  onSocket: (socket: Socket) => void,
  work: (dyno: PretendDyno) => Promise<void>,
  timeFactor = 1,
): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, DYNO_ADDRESS, resolve));
  try {
    await withRouter(
      { kind: 'dyno', name: 'web.1', port: (server.address() as { port: number }).port },
      work,
      timeFactor,
    );
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

/** Runs `work` with a router that gives every request the same route. */
export async function withRouter(
  route: Route,
  work: (dyno: PretendDyno) => Promise<void>,
  timeFactor = 1,
): Promise<void> {
  const router = await startAppRouter({ localPort: 0, timeFactor });
  const lines: string[] = [];
  const log = ({ message }: { message: string }): void => {
    lines.push(
      message.replace(/request_id=\S+/, 'request_id=…').replace(/(connect|service)=\d+ms/g, '$1=…'),
    );
  };
  router.serve({ table: { choose: () => route, size: () => 1 }, host: HOST, log });
  try {
    await work({ target: router.target, router, dyno: route, lines });
  } finally {
    await router.close();
  }
}

/**
 * Sends texts one after the other over one connection, in bytes; returns all that came once `enough`
 * or the other end closed.
 */
export function talk(
  { localPort }: Pick<AppRouter, 'localPort'>,
  texts: readonly string[],
  enough: (seen: string) => boolean = () => false,
  pauseMs = 20,
): Promise<string> {
  return new Promise((resolve) => {
    let seen = '';
    const socket = connect(localPort ?? 0, '127.0.0.1');
    texts.forEach((text, at) => void setTimeout(() => socket.write(text, 'latin1'), at * pauseMs));
    socket.on('data', (data) => {
      seen += data.toString('latin1');
      if (enough(seen)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(seen));
  });
}
