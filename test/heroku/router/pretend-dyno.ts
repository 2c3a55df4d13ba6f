import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
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
 * Runs `work` with a server in the dyno's place; every limit of the router is 100 times shorter.
 */
export async function withHttpDyno(
  listener: RequestListener,
  work: (dyno: PretendDyno) => Promise<void>,
): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, DYNO_ADDRESS, resolve));
  try {
    await withRouter(
      { kind: 'dyno', name: 'web.1', port: (server.address() as { port: number }).port },
      work,
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
  timeFactor = 0.01,
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
