import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { HEAD_BYTES, ROLLING_TIMEOUT_S, VISITOR_IDLE_S } from '../../facts/platform-limits.ts';
import type { LogSink } from '../logs/log-line.ts';
import { type RouterRecord, renderRouterLine } from '../logs/router-line.ts';
import { VISITOR_ADDRESS } from './addresses.ts';
import { type Door, type RouterState, receive } from './door.ts';
import { type Exchange, exchange } from './exchange.ts';
import type { RouteTable } from './route.ts';
import { BAD_EXPECT, errorPage, faultOf } from './router-errors.ts';
import { rawResponse, upgrade } from './upgrade.ts';

export interface RouterOptions {
  readonly doors: readonly Door[];
  readonly table: RouteTable;
  readonly log: LogSink;
  /** Multiplies every time limit. Default 1. */
  readonly timeFactor?: number;
  /** Every request that has ended. */
  readonly onRecord?: (record: RouterRecord) => void;
}

export interface Router {
  /** Ports of the doors, in their order. */
  readonly ports: readonly number[];
  /** Cuts what is open and stops listening. */
  close(): Promise<void>;
}

/** Opens the router's doors on 127.0.0.1. Rejects with EADDRINUSE when a port is taken. */
export async function startRouter(options: RouterOptions): Promise<Router> {
  const { table, log, timeFactor = 1, onRecord = () => {} } = options;
  const state: RouterState = { table, log, timeFactor, onRecord, active: 0 };
  const opened: OpenDoor[] = [];
  const close = async (): Promise<void> =>
    void (await Promise.all(opened.map((one) => one.close())));
  try {
    for (const door of options.doors) {
      const one = openDoor(door, state);
      await listen(one.server, door.port);
      opened.push(one);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { ports: opened.map(({ server }) => portOf(server)), close };
}

interface OpenDoor {
  readonly server: Server;
  close(): Promise<void>;
}

function openDoor(door: Door, state: RouterState): OpenDoor {
  const { timeFactor } = state;
  /** What each connection carries now, for the faults that only its parser sees. */
  const current = new WeakMap<Duplex, Exchange>();
  const upgraded = new Set<Duplex>();
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    current.set(
      incoming.socket,
      exchange(incoming, outgoing, receive(incoming, door, state), state),
    );
    outgoing.on('close', () => current.delete(incoming.socket));
  };
  const server = createServer({
    maxHeaderSize: HEAD_BYTES,
    keepAliveTimeout: VISITOR_IDLE_S * 1000 * timeFactor,
    headersTimeout: ROLLING_TIMEOUT_S * 1000 * timeFactor,
    // The exchange has limits of its own, which each byte renews.
    requestTimeout: 0,
  });
  server.on('request', serve);
  server.on('checkContinue', serve);
  server.on('checkExpectation', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const fault = faultOf('H26', BAD_EXPECT);
    receive(incoming, door, state).note(fault.status, fault);
    outgoing.writeHead(fault.status, { Connection: 'close' }).end(errorPage(fault));
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket);
    socket.on('close', () => upgraded.delete(socket));
    upgrade(incoming, socket, head, receive(incoming, door, state), state);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const running = current.get(socket);
    if (error.code?.startsWith('HPE_') !== true) {
      socket.destroy();
      return;
    }
    const fault = faultOf('H26', running === undefined ? 'bad header' : 'bad chunk');
    if (running !== undefined) {
      running.fail(fault);
      return;
    }
    state.log({
      at: new Date(),
      source: 'heroku',
      dyno: 'router',
      message: renderRouterLine(unreadable(door, fault)),
    });
    if (socket.writable)
      socket.end(
        rawResponse(fault.status, ['Content-Type', 'text/html; charset=utf-8'], errorPage(fault)),
      );
  });
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
    });
  return { server, close };
}

/** The record of a request whose head could not be read. */
function unreadable(door: Door, fault: RouterRecord['fault']): RouterRecord {
  const unknown = {
    at: new Date(),
    method: '',
    path: '',
    host: '',
    requestId: '',
    dyno: undefined,
    connectMs: undefined,
    serviceMs: undefined,
  };
  return {
    ...unknown,
    fault,
    forwardedFor: VISITOR_ADDRESS,
    status: fault?.status ?? 400,
    bytes: undefined,
    protocol: door.scheme,
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
