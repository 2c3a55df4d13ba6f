import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A way to the package index, and to nothing else, for as long as it is open. */
export interface IndexProxy {
  /** Ends the way and every connection on it. */
  close(): void;
}

/** Hosts that pip asks for packages. Source: pip's documentation; read 2026-11-23. */
export const INDEX_HOSTS: readonly string[] = ['pypi.org', 'files.pythonhosted.org'];

/** Where else a host is found; tests give a server of their own. */
export type Dial = (host: string, port: number) => Socket;

/** Milliseconds that a connection may be silent. */
const SILENCE_MS = 60_000;

/**
 * Opens a proxy on a socket of the file system that connects to these hosts on port 443. Anything
 * else is refused, so what runs without a network can install packages and tell nobody anything.
 */
export async function openIndexProxy(
  path: string,
  hosts: readonly string[],
  dial: Dial = (host, port) => connect({ host, port }),
): Promise<IndexProxy> {
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Either side may end at any time, and then the other one does.
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((_request, response) => response.writeHead(403).end());
  server.on('connect', ({ url = '' }: IncomingMessage, client: Duplex) => {
    keep(client);
    const [, host = '', port = ''] = /^([\w.-]+):(\d+)$/.exec(url) ?? [];
    if (!hosts.includes(host.toLowerCase()) || port !== '443') {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const target = dial(host, 443);
    keep(target);
    target.setTimeout(SILENCE_MS, () => target.destroy());
    target.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(target).pipe(client);
    });
    target.once('close', () => client.destroy());
    client.once('close', () => target.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, readableAll: true, writableAll: true }, resolve);
  });
  return {
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The port on which a program inside of a sandbox finds the proxy. */
export const INSIDE_PORT = 7061;

/** A module that Node loads first, inside: it hands connections to the socket of the proxy. */
export function forwarderModule(socket: string): string {
  const script = `import { connect, createServer } from 'node:net';
createServer((client) => {
  const proxy = connect(${JSON.stringify(socket)});
  for (const one of [client, proxy]) one.on('error', () => { client.destroy(); proxy.destroy(); });
  client.pipe(proxy).pipe(client);
}).listen(${INSIDE_PORT}, '127.0.0.1').unref();`;
  return `data:text/javascript,${encodeURIComponent(script)}`;
}
