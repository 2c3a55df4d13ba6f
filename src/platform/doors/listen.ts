import type { Server } from 'node:http';
import { createServer, type Socket, type Server as SocketServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Certificate } from '../../heroku/addons/self-signed-certificate.ts';

export interface ListenOptions {
  readonly port: number;
  readonly certificate: Certificate;
  /** The server that takes connections for the host, with its port left out. */
  readonly serverOf: (host: string) => Server;
  /** Takes a TLS connection that does not speak HTTP. */
  readonly onRaw: (socket: Duplex) => void;
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** First byte of a TLS handshake. Source: RFC 8446, 5.1. */
const TLS_HANDSHAKE = 0x16;
const HTTP_METHOD = /^(?:[A-Z]{3,10}) $/;
/** Bytes of a head in which the host has to stand, and milliseconds in which it has to come. */
const HEAD_BYTES = 64 * 1024;
const HEAD_TIMEOUT_MS = 30_000;

/**
 * Opens one port of 127.0.0.1, and of ::1 where there is one, for everything: HTTP, TLS around it,
 * and TLS around raw bytes. Rejects with EADDRINUSE when it is taken.
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const sockets = new Set<Socket>();
  const context = createSecureContext({
    cert: options.certificate.certificatePem,
    key: options.certificate.privateKeyPem,
  });
  const onConnection = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    void peek(socket, () => true).then((first) => {
      if (first === undefined) return;
      if (first[0] !== TLS_HANDSHAKE) return void dispatch(socket, options, false);
      const secure = new TLSSocket(socket, { isServer: true, secureContext: context });
      secure.on('error', () => socket.destroy());
      void dispatch(secure, options, true);
    });
  };
  const main = createServer(onConnection);
  await open(main, options.port, '127.0.0.1');
  const address = main.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  // `localhost` is ::1 first on some systems.
  const other = createServer(onConnection);
  const isOther = await open(other, port, '::1').then(
    () => true,
    () => false,
  );
  const close = async (): Promise<void> => {
    const servers = isOther ? [main, other] : [main];
    const closed = servers.map(
      (server) => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  return { port, close };
}

function open(server: SocketServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

/** Hands a connection to whoever it is for: the host stands in the head of its first request. */
async function dispatch(
  socket: Socket | TLSSocket,
  { serverOf, onRaw }: ListenOptions,
  isSecure: boolean,
): Promise<void> {
  const head = await peek(
    socket,
    (bytes) => !isHttp(bytes) || /\r?\n\r?\n/.test(bytes.toString('latin1')),
  );
  if (head === undefined) return;
  if (isSecure && !isHttp(head)) return onRaw(socket);
  const host = /\r?\nhost:[ \t]*([^\r\n]*)/i.exec(head.toString('latin1'))?.[1] ?? '';
  serverOf(host.trim().replace(/:\d*$/, '').toLowerCase()).emit('connection', socket);
  // Only now is somebody there for the bytes that were put back.
  socket.resume();
}

function isHttp(bytes: Buffer): boolean {
  const text = bytes.subarray(0, 11).toString('latin1');
  const method = text.slice(0, text.indexOf(' ') + 1);
  return method === '' ? /^[A-Z]+$/.test(text) && text.length < 11 : HTTP_METHOD.test(method);
}

/**
 * The first bytes of a connection, which whoever reads next gets again. Undefined when it ends, or
 * when nothing that `isEnough` comes in time.
 */
function peek(socket: Socket, isEnough: (bytes: Buffer) => boolean): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const timer = setTimeout(() => socket.destroy(), HEAD_TIMEOUT_MS);
    const done = (result: Buffer | undefined): void => {
      clearTimeout(timer);
      socket.off('data', onData);
      socket.off('close', onClose);
      socket.off('end', onClose);
      socket.pause();
      if (result !== undefined) socket.unshift(result);
      resolve(result);
    };
    const onClose = (): void => done(undefined);
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      if (isEnough(bytes) || bytes.length > HEAD_BYTES) done(bytes);
    };
    socket.on('data', onData);
    socket.on('close', onClose);
    socket.on('end', onClose);
    socket.resume();
  });
}
