import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HEAD_BYTES, ROLLING_TIMEOUT_S, VISITOR_IDLE_S } from '../../facts/platform-limits.ts';
import { checkRequest } from './check-request.ts';
import { Connection } from './connection.ts';
import { type Call, type Door, noteUnreadable, type RouterState, receive } from './door.ts';
import { Exchange } from './exchange.ts';
import { BAD_CHUNK, BAD_HEADER, faultOf, rawErrorPage } from './router-errors.ts';
import { answerOn, hasBody, headWithoutUpgrade } from './upgrade-request.ts';

export interface OpenDoor {
  readonly server: Server;
  /** Cuts every connection, also those that node's server has let go of. */
  close(): Promise<void>;
}

/** Makes the server of a door, which does not listen yet. */
export function openDoor(door: Door, state: RouterState): OpenDoor {
  const server = doorServer(state.timeFactor);
  const connections = new Map<Duplex, Connection>();
  const connectionOf = (socket: Duplex): Connection => {
    const connection = connections.get(socket) ?? new Connection(socket as Socket);
    if (!socket.destroyed) connections.set(socket, connection);
    return connection;
  };
  server.on('connection', (socket) => {
    socket.once('close', () => connections.delete(socket));
  });
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const connection = connectionOf(incoming.socket);
    const call = receive(incoming, door, state);
    new Exchange({ incoming, outgoing, connection, call, state }).start();
  };
  for (const event of ['request', 'checkContinue', 'checkExpectation']) server.on(event, serve);
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, early: Buffer) => {
    const connection = connectionOf(socket);
    connection.takeOver();
    connection.afterAll(() => {
      if (hasBody(incoming)) {
        socket.unshift(Buffer.concat([headWithoutUpgrade(incoming), early]));
        server.emit('connection', socket);
        return;
      }
      const call = receive(incoming, door, state, true);
      const outgoing = answerOn(socket as Socket, incoming);
      new Exchange({ incoming, outgoing, connection, call, state, early }).start();
    });
  });
  server.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
    const connection = connectionOf(socket);
    connection.takeOver();
    connection.afterAll(() => refuse(incoming, socket, receive(incoming, door, state)));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const note = (): void => noteUnreadable(door, state, UNREADABLE);
    onUnreadable(error, socket as Socket, connectionOf(socket), note);
  });
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
      for (const socket of connections.keys()) socket.destroy();
    });
  return { server, close };
}

function doorServer(timeFactor: number): Server {
  const server = createServer({
    maxHeaderSize: HEAD_BYTES,
    keepAliveTimeout: VISITOR_IDLE_S * 1000 * timeFactor,
    headersTimeout: ROLLING_TIMEOUT_S * 1000 * timeFactor,
    // The exchange has limits of its own, which each byte renews.
    requestTimeout: 0,
    // Node would answer itself, and nothing would stand in the log.
    requireHostHeader: false,
  });
  // All of them: without a number node drops what comes after the 2,000th.
  server.maxHeadersCount = 0;
  return server;
}

/** What a request is whose head cannot be read. */
const UNREADABLE = faultOf('H26', BAD_HEADER);

/** Answers a CONNECT, which no dyno gets. */
function refuse(incoming: IncomingMessage, socket: Duplex, call: Call): void {
  const fault = checkRequest(incoming) ?? UNREADABLE;
  call.note(fault.status, fault);
  socket.end(rawErrorPage(fault));
}

/** Bytes came that are no HTTP, or the connection broke. */
function onUnreadable(
  error: NodeJS.ErrnoException,
  socket: Socket,
  connection: Connection,
  note: () => void,
): void {
  if (connection.isBroken) return;
  connection.isBroken = true;
  // The visitor left in the middle of a request.
  if (error.code?.startsWith('HPE_') !== true || error.code === 'HPE_INVALID_EOF_STATE') {
    socket.destroy();
    return;
  }
  const request = connection.incomplete();
  if (request !== undefined) {
    request.fail(faultOf('H26', BAD_CHUNK));
    return;
  }
  // The body of a request that was answered before it had come: there is nobody left to tell.
  if (!connection.isBetweenRequests()) {
    socket.destroySoon();
    return;
  }
  connection.afterAll(() => {
    if (!socket.writable) return;
    note();
    socket.end(rawErrorPage(UNREADABLE));
  });
}
