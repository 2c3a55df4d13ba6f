import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { errorHeaders, errorPage, type RouterFault } from './router-errors.ts';

/**
 * Ends an answer that the router gives up: with its page, or, once the head has left, so that the
 * visitor sees that the body is not whole. A visitor who is gone gets nothing. `lingerMs` is the time
 * in which the visitor must take what is left.
 */
export function endWithFault(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fault: RouterFault,
  lingerMs: number,
): void {
  if (fault.status === 499) outgoing.destroy();
  else if (outgoing.headersSent) breakOff(incoming, outgoing, lingerMs);
  else sendPage(incoming, outgoing, fault);
}

function sendPage(incoming: IncomingMessage, outgoing: ServerResponse, fault: RouterFault): void {
  const page = errorPage(fault);
  // The reason has to be given: that of an answer which node refused would stay.
  outgoing.writeHead(fault.status, STATUS_CODES[fault.status] ?? '', {
    ...errorHeaders(page),
    // A visitor who has not sent everything cannot use the connection again: nobody would read the
    // rest.
    ...(incoming.complete ? {} : { Connection: 'close' }),
  });
  outgoing.end(page);
  if (!incoming.complete) incoming.resume();
}

function breakOff(incoming: IncomingMessage, outgoing: ServerResponse, lingerMs: number): void {
  // No last chunk, and no later answer in the place of what is missing: this runs before node hands
  // the connection on to the next one.
  outgoing.chunkedEncoding = false;
  outgoing.prependOnceListener('finish', () => incoming.socket.destroySoon());
  const late = setTimeout(() => outgoing.destroy(), lingerMs);
  outgoing.once('close', () => clearTimeout(late));
  outgoing.end();
}
