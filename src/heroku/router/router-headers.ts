import type { IncomingMessage } from 'node:http';

/** Who asks through which door, as the dyno is told. */
export interface Visitor {
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly requestId: string;
  readonly forwardedFor: string;
  readonly now: Date;
}

/** Headers that end at a proxy. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Methods of requests that node sends without a length when they have no body. */
const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']);

/**
 * The headers that the router sets on a request to a dyno, over whatever the visitor sent. Source:
 * Dev Center, "HTTP routing"; read 2026-11-23.
 */
function routerHeaders(visitor: Visitor): string[] {
  return [
    ...['host', visitor.host],
    ...['x-request-id', visitor.requestId],
    ...['x-forwarded-for', visitor.forwardedFor],
    ...['x-forwarded-proto', visitor.scheme],
    ...['x-forwarded-port', visitor.scheme === 'https' ? '443' : '80'],
    ...['x-request-start', String(visitor.now.getTime())],
    ...['via', '1.1 heroku-router'],
  ];
}

const OF_THE_ROUTER = new Set([
  'host',
  'x-request-id',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-request-start',
  'via',
]);

/**
 * The visitor's headers as they go to the dyno, in node's flat form: repeated ones stay repeated,
 * those of the connection end here, the router's replace the visitor's. `change` may alter a value;
 * `upgrade` says whether the dyno is offered to go on in another protocol.
 */
export function onwardHeaders(
  incoming: IncomingMessage,
  visitor: Visitor,
  change: (name: string, value: string) => string,
  upgrade: boolean,
): string[] {
  const { rawHeaders, headers } = incoming;
  const onward = routerHeaders(visitor);
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    if (HOP_BY_HOP.has(name) || OF_THE_ROUTER.has(name)) continue;
    onward.push(name, change(name, rawHeaders[at + 1] ?? ''));
  }
  if (upgrade) onward.push('connection', 'Upgrade', 'upgrade', headers.upgrade ?? '');
  // A body without a length goes on in chunks, whatever the method.
  if (headers['transfer-encoding'] !== undefined) onward.push('transfer-encoding', 'chunked');
  else if (headers['content-length'] === undefined && !BODILESS.has(incoming.method ?? ''))
    onward.push('content-length', '0');
  return onward;
}

/**
 * Headers of a response as sent, in node's flat form, without those that end at a proxy; `change`
 * may alter a value.
 */
export function backwardHeaders(
  { rawHeaders }: IncomingMessage,
  change: (value: string) => string,
): string[] {
  const backward: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) backward.push(name, change(rawHeaders[at + 1] ?? ''));
  }
  backward.push('Via', '1.1 heroku-router');
  return backward;
}
