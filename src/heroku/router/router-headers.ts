import type { IncomingMessage } from 'node:http';

/** Who asks through which door, as the dyno is told. */
export interface Visitor {
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly requestId: string;
  readonly forwardedFor: string;
  readonly now: Date;
}

type Headers = Record<string, string | string[]>;

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

/**
 * The headers that the router sets on a request to a dyno, over whatever the visitor sent. Source:
 * Dev Center, "HTTP routing"; read 2026-11-23.
 */
export function routerHeaders(visitor: Visitor): Record<string, string> {
  return {
    host: visitor.host,
    'x-request-id': visitor.requestId,
    'x-forwarded-for': visitor.forwardedFor,
    'x-forwarded-proto': visitor.scheme,
    'x-forwarded-port': visitor.scheme === 'https' ? '443' : '80',
    'x-request-start': String(visitor.now.getTime()),
    via: '1.1 heroku-router',
  };
}

/**
 * The visitor's headers as they go to the dyno: repeated ones stay repeated, those of the
 * connection end here, the router's replace the visitor's.
 */
export function onwardHeaders(incoming: IncomingMessage, visitor: Visitor): Headers {
  const headers: Headers = {};
  for (const [name, value] of pairsOf(incoming.rawHeaders)) {
    const key = name.toLowerCase();
    if (HOP_BY_HOP.has(key)) continue;
    const before = headers[key];
    headers[key] = before === undefined ? value : [before, value].flat();
  }
  // A body without a length goes on in chunks, whatever the method.
  if (incoming.headers['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked';
  return { ...headers, ...routerHeaders(visitor) };
}

/**
 * Headers of a response as sent, in node's flat form, without those that end at a proxy; `change`
 * may alter a value.
 */
export function backwardHeaders(
  response: IncomingMessage,
  change: (value: string) => string,
): string[] {
  const kept = pairsOf(response.rawHeaders).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()));
  return [...kept.flatMap(([name, value]) => [name, change(value)]), 'Via', '1.1 heroku-router'];
}

function pairsOf(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at) =>
    at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as [string, string]] : [],
  );
}
