import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';
import { DYNO_ADDRESS } from '../../../src/heroku/router/addresses.ts';
import type { RouterTarget } from '../../../src/heroku/router/send-request.ts';

export interface PretendDyno {
  readonly target: RouterTarget;
  /** Messages of the router, request ids and times replaced. */
  readonly lines: string[];
}

/** Runs `work` with a server in the dyno's place; every limit of the router is 100 times shorter. */
export async function withHttpDyno(listener: RequestListener, work: (dyno: PretendDyno) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, DYNO_ADDRESS, resolve));
  try {
    await work(pretend((server.address() as { port: number }).port));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** As {@link withHttpDyno}, for servers that do not speak HTTP well. */
export async function withTcpDyno(onSocket: (socket: Socket) => void, work: (dyno: PretendDyno) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, DYNO_ADDRESS, resolve));
  try {
    await work(pretend((server.address() as { port: number }).port));
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

function pretend(port: number): PretendDyno {
  const lines: string[] = [];
  const log = ({ message }: LogLine): void => {
    lines.push(message.replace(/request_id=\S+/, 'request_id=…').replace(/(connect|service)=\d+ms/g, '$1=…'));
  };
  return { target: { dyno: 'web.1', port, timeFactor: 0.01, log }, lines };
}
