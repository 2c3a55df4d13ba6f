import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { RouterTarget } from '../../heroku/router/send-request.ts';
import type { Evidence } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from '../rules-of-observations.ts';

/** Milliseconds in which the app answers a handshake. */
const TIMEOUT_MS = 10_000;

export interface WebSocketOptions {
  readonly target: RouterTarget;
  readonly host: string;
  readonly path: string;
  readonly signal: AbortSignal;
}

/** Opens a WebSocket as a page of the site does, and closes it once it is open. */
export async function observeWebSocket(options: WebSocketOptions): Promise<Evidence> {
  const status = await handshake(options);
  const named = {
    id: 'websocket',
    subject: options.path,
    name: `WebSocket ${options.path}`,
    severity: 'error',
    expected: '101, or 403 from an app that wants a login first',
  } as const;
  if (status === 101) return { ...named, ok: true, seen: '101: it is open' };
  if (status === 403 || status === 401)
    return { ...named, ok: true, seen: `${status}: the app refuses this visitor` };
  const seen = status === undefined ? 'no answer within 10 seconds' : String(status);
  return {
    ...named,
    ok: false,
    seen: status === 404 ? '404: the server has no WebSockets at this path' : seen,
    ...(status === 404 ? { rule: RULE.webSocketRefused } : {}),
  };
}

/** The status of the answer; undefined without one. */
function handshake({ target, host, path, signal }: WebSocketOptions): Promise<number | undefined> {
  return new Promise((resolve) => {
    const outgoing = request({
      host: '127.0.0.1',
      port: target.ports.https,
      path,
      agent: false,
      setHost: false,
      timeout: TIMEOUT_MS,
      signal,
      headers: {
        Host: host,
        Origin: `https://${host}`,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      },
    });
    const end = (status: number | undefined): void => {
      resolve(status);
      outgoing.destroy();
    };
    outgoing.on('upgrade', (response, socket) => {
      socket.destroy();
      end(response.statusCode);
    });
    outgoing.on('response', (response) => {
      response.resume();
      end(response.statusCode);
    });
    outgoing.on('timeout', () => end(undefined));
    outgoing.on('error', () => end(undefined));
    outgoing.end();
  });
}
