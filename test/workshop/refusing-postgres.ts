import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { makeSelfSignedCertificate } from '../../src/heroku/addons/self-signed-certificate.ts';

/** What a client of PostgreSQL sends first: eight bytes that ask whether the server speaks TLS. */
const SSL_REQUEST_BYTES = 8;
const OLD_VERSION = '14.9';

/**
 * A server that speaks as little of PostgreSQL as it takes to be refused: `without-tls` has no TLS,
 * `too-old` has it, lets everybody in and says that it is version 14.9.
 */
export async function serveRefusingPostgres(
  kind: 'without-tls' | 'too-old',
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const sockets = new Set<Socket>();
  const { certificatePem, privateKeyPem } = makeSelfSignedCertificate('localhost');
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (data) => {
      if (data.length !== SSL_REQUEST_BYTES) socket.end();
      else if (kind === 'without-tls') socket.write('N');
      else {
        socket.write('S');
        letIn(new TLSSocket(socket, { isServer: true, key: privateKeyPem, cert: certificatePem }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgres://user:password@127.0.0.1:${port}/db`,
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Greets whoever comes, and takes every query for done. */
function letIn(socket: TLSSocket): void {
  const ready = message('Z', Buffer.from('I'));
  const parameters = {
    server_version: OLD_VERSION,
    client_encoding: 'UTF8',
    DateStyle: 'ISO, MDY',
    standard_conforming_strings: 'on',
  };
  const said = Object.entries(parameters).map(([name, value]) =>
    message('S', Buffer.from(`${name}\0${value}\0`)),
  );
  socket.on('error', () => {});
  socket.once('data', () => {
    socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ...said, ready]));
    socket.on('data', (data) => {
      if (data.toString('latin1', 0, 1) === 'Q')
        socket.write(Buffer.concat([message('C', Buffer.from('SET\0')), ready]));
    });
  });
}

/** A message of the protocol: its letter, the length with itself, the body. */
function message(letter: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
