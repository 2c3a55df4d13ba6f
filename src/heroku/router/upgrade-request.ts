import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * True for a request with a body. Node lets go of the connection of every request that offers to go
 * on in another protocol, and leaves its body unread.
 */
export function hasBody({ headers }: IncomingMessage): boolean {
  return (
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? '0') !== 0
  );
}

/**
 * The head of a request as bytes, without its offer. Node's server reads such a request to its end.
 * Differs from Heroku: a dyno does not see the offer, because nobody can take it before the body is
 * through. RFC 9110, 7.8, lets every recipient ignore it.
 */
export function headWithoutUpgrade(incoming: IncomingMessage): Buffer {
  const { method, url, httpVersion, rawHeaders } = incoming;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() !== 'upgrade')
      lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** An answer on a connection that node's server has let go of. It is the last one there. */
export function answerOn(socket: Socket, incoming: IncomingMessage): ServerResponse {
  const outgoing = new ServerResponse(incoming);
  outgoing.shouldKeepAlive = false;
  outgoing.assignSocket(socket);
  outgoing.on('finish', () => socket.destroySoon());
  return outgoing;
}
