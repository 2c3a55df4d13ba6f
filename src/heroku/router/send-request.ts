import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { CONNECT_TIMEOUT_S, FIRST_BYTE_TIMEOUT_S, ROLLING_TIMEOUT_S } from '../../facts/platform-limits.ts';
import type { LogSink } from '../logs/log-line.ts';
import { renderRouterLine } from '../logs/router-line.ts';
import { DYNO_ADDRESS, ROUTER_ADDRESS, VISITOR_ADDRESS } from './addresses.ts';
import { codeOfError, titleOf } from './router-errors.ts';
import { routerHeaders } from './router-headers.ts';

export interface RouterTarget {
  /** `web.1` */
  readonly dyno: string;
  readonly port: number;
  /** Multiplies every time limit. */
  readonly timeFactor: number;
  readonly log: LogSink;
}

export interface RouterRequest {
  readonly path: string;
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly headers?: Readonly<Record<string, string>>;
  /** Overrides the limit for the first byte, in milliseconds. */
  readonly firstByteTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface RouterAnswer {
  /** What the visitor sees: the app's status, or 503 when `code` is set. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** At most `BODY_LIMIT_BYTES`, decoded as UTF-8. */
  readonly body: string;
  /** H12, H13, H15, H17, H18, H19 or H21 when the router had to answer itself. */
  readonly code: string | undefined;
  readonly requestId: string;
  readonly durationMs: number;
}

const BODY_LIMIT_BYTES = 2_000_000;

/** Sends one GET to a dyno as the router would, waits for the whole answer within the router's limits, and logs the router's line. Never rejects. */
export function sendThroughRouter(target: RouterTarget, wanted: RouterRequest): Promise<RouterAnswer> {
  const started = performance.now();
  const requestId = randomUUID();
  let connectMs: number | undefined;
  return new Promise((resolve) => {
    let answered = false;
    let done = false;
    const outgoing = request({
      host: DYNO_ADDRESS,
      localAddress: ROUTER_ADDRESS,
      port: target.port,
      path: wanted.path,
      agent: false,
      setHost: false,
      headers: {
        'User-Agent': 'dynoready',
        Accept: 'text/html,*/*',
        ...wanted.headers,
        ...routerHeaders({ ...wanted, requestId, forwardedFor: VISITOR_ADDRESS, now: new Date() }),
      },
      ...(wanted.signal === undefined ? {} : { signal: wanted.signal }),
    });
    const finish = (status: number, headers: IncomingHttpHeaders, body: string, bytes: number | undefined, code?: string): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      outgoing.destroy();
      const durationMs = performance.now() - started;
      const message = renderRouterLine({
        ...(code === undefined ? {} : { error: { code, title: titleOf(code) } }),
        method: 'GET',
        path: wanted.path,
        host: wanted.host,
        requestId,
        forwardedFor: VISITOR_ADDRESS,
        dyno: target.dyno,
        connectMs,
        serviceMs: connectMs === undefined ? undefined : durationMs - connectMs,
        status,
        bytes,
        protocol: wanted.scheme,
      });
      target.log({ at: new Date(), source: 'heroku', dyno: 'router', message });
      resolve({ status, headers, body, code, requestId, durationMs });
    };
    const fail = (code: string): void => finish(503, {}, '', undefined, code);
    const limit = (afterMs: number, code: string): NodeJS.Timeout => setTimeout(() => fail(code), afterMs);
    let timer = limit(CONNECT_TIMEOUT_S * 1000 * target.timeFactor, 'H19');

    outgoing.on('socket', (socket) => {
      socket.on('connect', () => {
        connectMs = performance.now() - started;
        clearTimeout(timer);
        timer = limit(wanted.firstByteTimeoutMs ?? FIRST_BYTE_TIMEOUT_S * 1000 * target.timeFactor, 'H12');
      });
    });
    outgoing.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      let bytes = 0;
      const rewind = (): void => {
        clearTimeout(timer);
        timer = limit(ROLLING_TIMEOUT_S * 1000 * target.timeFactor, 'H15');
      };
      rewind();
      response.on('data', (chunk: Buffer) => {
        rewind();
        if (bytes < BODY_LIMIT_BYTES) chunks.push(chunk);
        bytes += chunk.length;
      });
      response.on('end', () => finish(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString('utf8'), bytes));
      response.on('error', () => fail('H18'));
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(codeOfError(error, answered)));
    outgoing.end();
  });
}
