import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { FIRST_BYTE_TIMEOUT_S } from '../../facts/platform-limits.ts';
import type { LogSink } from '../logs/log-line.ts';
import { renderRouterLine } from '../logs/router-line.ts';
import { DYNO_ADDRESS, ROUTER_ADDRESS } from './addresses.ts';
import { codeOfError, endToEndHeaders, errorPage, titleOf } from './router-errors.ts';
import { routerHeaders } from './router-headers.ts';

/** Where requests go at this moment: a dyno, or the code that the router answers itself. */
export type Route =
  | { readonly dyno: string; readonly port: number; readonly host: string; readonly log: LogSink }
  | { readonly code: string };

export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 and forwards each request as the router would. The browser speaks plain http to a local name; the app sees https and
 * its own host, and redirects to that come back as local addresses. Rejects with EADDRINUSE when the port is taken.
 */
export function startFront(port: number, route: () => Route): Promise<Front> {
  const server = createServer((incoming, outgoing) => {
    const target = route();
    if ('code' in target) answer(outgoing, target.code);
    else forward(incoming, outgoing, target);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port, close });
    });
  });
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, target: Exclude<Route, { code: string }>): void {
  const started = performance.now();
  const requestId = randomUUID();
  const forwardedFor = incoming.socket.remoteAddress ?? '';
  const local = `http://${incoming.headers.host ?? ''}`;
  let connectMs: number | undefined;
  let bytes = 0;
  const note = (status: number, code?: string): void => {
    const durationMs = performance.now() - started;
    const message = renderRouterLine({
      ...(code === undefined ? {} : { error: { code, title: titleOf(code) } }),
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      host: target.host,
      requestId,
      forwardedFor,
      dyno: target.dyno,
      connectMs,
      serviceMs: connectMs === undefined ? undefined : durationMs - connectMs,
      status,
      bytes: code === undefined ? bytes : undefined,
      protocol: 'https',
    });
    target.log({ at: new Date(), source: 'heroku', dyno: 'router', message });
  };
  const onward = request({
    host: DYNO_ADDRESS,
    localAddress: ROUTER_ADDRESS,
    port: target.port,
    method: incoming.method,
    path: incoming.url,
    agent: false,
    setHost: false,
    headers: onwardHeaders(incoming, target.host, requestId, forwardedFor),
  });
  let settled = false;
  const fail = (code: string): void => {
    if (settled) return;
    settled = true;
    note(503, code);
    onward.destroy();
    answer(outgoing, code);
  };
  const timer = setTimeout(() => fail('H12'), FIRST_BYTE_TIMEOUT_S * 1000);
  onward.on('socket', (socket) =>
    socket.on('connect', () => {
      connectMs = performance.now() - started;
    }),
  );
  onward.on('response', (response) => {
    clearTimeout(timer);
    settled = true;
    const headers = endToEndHeaders(response).map((value) => value.replace(`https://${target.host}`, local));
    outgoing.writeHead(response.statusCode ?? 502, headers);
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    response.on('end', () => note(response.statusCode ?? 502));
    response.on('error', () => note(503, 'H18'));
    response.pipe(outgoing);
  });
  onward.on('error', (error: NodeJS.ErrnoException) => {
    clearTimeout(timer);
    if (settled) outgoing.destroy();
    else fail(codeOfError(error, false));
  });
  outgoing.on('close', () => {
    clearTimeout(timer);
    if (outgoing.writableFinished) return;
    if (!settled) note(499, 'H27');
    settled = true;
    onward.destroy();
  });
  incoming.pipe(onward);
}

function onwardHeaders(
  incoming: IncomingMessage,
  host: string,
  requestId: string,
  forwardedFor: string,
): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || name === 'host' || name === 'connection' || name.startsWith('x-forwarded-') || name === 'x-request-id')
      continue;
    headers[name] = value;
  }
  // Django compares these two with the host of an https request, which is not the local address in the browser.
  const local = `http://${incoming.headers.host ?? ''}`;
  for (const name of ['origin', 'referer']) {
    const value = headers[name];
    if (typeof value === 'string') headers[name] = value.replace(local, `https://${host}`);
  }
  return { ...headers, ...routerHeaders({ host, scheme: 'https', requestId, forwardedFor, now: new Date() }) };
}

function answer(outgoing: ServerResponse, code: string): void {
  if (outgoing.headersSent) return void outgoing.destroy();
  outgoing.writeHead(503, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache, no-store' });
  outgoing.end(errorPage(code));
}
