import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { RouterRecord } from '../logs/router-line.ts';

/** The doors of a router, and what it noted. */
export interface RouterTarget {
  readonly ports: Readonly<Record<'http' | 'https', number>>;
  readonly recordOf: (requestId: string) => RouterRecord | undefined;
}

export interface RouterRequest {
  readonly path: string;
  readonly host: string;
  readonly scheme: 'http' | 'https';
  /** Default GET. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The visitor's own address, for one that differs from others. */
  readonly localAddress?: string;
  readonly signal?: AbortSignal;
}

export interface RouterAnswer {
  /** What the visitor sees: the app's status, or the router's own when `code` is set. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** At most `BODY_LIMIT_BYTES`, decoded as UTF-8. */
  readonly body: string;
  /** The H code when the router ended the request itself. */
  readonly code: string | undefined;
  /** The dyno that was asked. */
  readonly dyno: string | undefined;
  readonly requestId: string;
  readonly durationMs: number;
}

const BODY_LIMIT_BYTES = 2_000_000;

/**
 * Sends one request through the router as a visitor and waits for the whole answer, within the
 * router's limits. Never rejects.
 */
export function sendThroughRouter(
  target: RouterTarget,
  wanted: RouterRequest,
): Promise<RouterAnswer> {
  const started = performance.now();
  const requestId = randomUUID();
  return new Promise((resolve) => {
    const outgoing = request({
      host: '127.0.0.1',
      port: target.ports[wanted.scheme],
      method: wanted.method ?? 'GET',
      path: percentEncoded(wanted.path),
      agent: false,
      setHost: false,
      headers: {
        Host: wanted.host,
        'User-Agent': 'dynoready',
        Accept: 'text/html,*/*',
        ...wanted.headers,
        'X-Request-Id': requestId,
        ...(wanted.body === undefined
          ? {}
          : { 'Content-Length': String(Buffer.byteLength(wanted.body)) }),
      },
      signal: wanted.signal,
      localAddress: wanted.localAddress,
    });
    const finish = (
      status: number | undefined,
      headers: IncomingHttpHeaders,
      body: string,
    ): void => {
      const record = target.recordOf(requestId);
      const durationMs = performance.now() - started;
      resolve({
        status: status ?? record?.status ?? 503,
        headers,
        body,
        code: record?.fault?.code,
        dyno: record?.dyno,
        requestId,
        durationMs,
      });
    };
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        if (bytes < BODY_LIMIT_BYTES) chunks.push(chunk);
        bytes += chunk.length;
      });
      response.on('end', () =>
        finish(response.statusCode, response.headers, Buffer.concat(chunks).toString('utf8')),
      );
      response.on('error', () => finish(503, {}, ''));
    });
    outgoing.on('error', () => finish(undefined, {}, ''));
    outgoing.end(wanted.body);
  });
}

/** The path as a browser sends it: what is no visible ASCII is written out in UTF-8. */
function percentEncoded(path: string): string {
  return path.replace(/[^!-~]/gu, (character) =>
    Buffer.from(character).toString('hex').replace(/../g, '%$&').toUpperCase(),
  );
}
