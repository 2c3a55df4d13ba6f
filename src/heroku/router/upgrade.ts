import { type IncomingMessage, request, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  CONNECT_TIMEOUT_S,
  FIRST_BYTE_TIMEOUT_S,
  ROLLING_TIMEOUT_S,
} from '../../facts/platform-limits.ts';
import { DYNO_ADDRESS, ROUTER_ADDRESS } from './addresses.ts';
import { awaitDyno } from './await-dyno.ts';
import type { Call, RouterState } from './door.ts';
import { errorPage, faultOf, faultOfError, type RouterFault } from './router-errors.ts';
import { backwardHeaders } from './router-headers.ts';

/**
 * Forwards a request that asks for another protocol (WebSocket); after the dyno's 101 both ends
 * speak directly, and 55 s of silence end it (H15).
 */
export function upgrade(
  incoming: IncomingMessage,
  visitor: Duplex,
  first: Buffer,
  call: Call,
  state: RouterState,
): void {
  const left = new AbortController();
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  let ends: Duplex[] = [visitor];
  const arm = (seconds: number, code: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => fail(faultOf(code)), seconds * 1000 * state.timeFactor);
  };
  const finish = (status: number, fault?: RouterFault): boolean => {
    if (over) return false;
    over = true;
    clearTimeout(timer);
    state.active -= 1;
    left.abort();
    call.note(status, fault);
    return true;
  };
  const fail = (fault: RouterFault, page = true): void => {
    if (!finish(fault.status, fault)) return;
    if (page && ends.length === 1)
      visitor.end(
        rawResponse(fault.status, ['Content-Type', 'text/html; charset=utf-8'], errorPage(fault)),
      );
    else for (const end of ends) end.destroy();
  };

  state.active += 1;
  visitor.on('error', () => {});
  visitor.on('close', () => fail(faultOf('H27'), false));
  void awaitDyno(state, left.signal).then((found) => {
    if (over) return;
    if (!('port' in found)) return fail(found);
    call.dyno = found.name;
    const onward = request({
      host: DYNO_ADDRESS,
      localAddress: ROUTER_ADDRESS,
      port: found.port,
      method: incoming.method,
      path: incoming.url,
      agent: false,
      setHost: false,
      headers: { ...call.headers, connection: 'Upgrade', upgrade: incoming.headers.upgrade ?? '' },
    });
    arm(CONNECT_TIMEOUT_S, 'H19');
    onward.on('socket', (socket) =>
      socket.once('connect', () => {
        call.connectMs = performance.now() - call.started;
        arm(FIRST_BYTE_TIMEOUT_S, 'H12');
      }),
    );
    onward.on('error', (error: NodeJS.ErrnoException) => fail(faultOfError(error)));
    // The dyno does not want to: its ordinary answer goes back, and the connection with it.
    onward.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => fail(faultOf('H18')));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        call.bytes = body.length;
        const status = response.statusCode ?? 502;
        if (finish(status))
          visitor.end(rawResponse(status, backwardHeaders(response, call.localize), body));
      });
    });
    onward.on('upgrade', (response, dyno, head) => {
      ends = [visitor, dyno];
      visitor.write(
        rawHead(101, [
          'Connection',
          'Upgrade',
          'Upgrade',
          response.headers.upgrade ?? '',
          ...backwardHeaders(response, call.localize),
        ]),
      );
      const alive = (): void => void (over || arm(ROLLING_TIMEOUT_S, 'H15'));
      alive();
      dyno.on('data', (chunk: Buffer) => {
        call.bytes += chunk.length;
        alive();
      });
      visitor.on('data', alive);
      dyno.on('error', () => {});
      const close = (): void => {
        finish(101);
        for (const end of ends) end.destroy();
      };
      dyno.on('close', close);
      visitor.removeAllListeners('close').on('close', close);
      if (head.length > 0) visitor.write(head);
      if (first.length > 0) dyno.write(first);
      dyno.pipe(visitor).pipe(dyno);
    });
    onward.end();
  });
}

/** A whole response in bytes, for a connection that no server writes to any more. */
export function rawResponse(
  status: number,
  headers: readonly string[],
  body: string | Buffer,
): Buffer {
  const bytes = Buffer.from(body);
  const kept = headers.flatMap((name, at) =>
    at % 2 === 0 && name.toLowerCase() !== 'content-length' ? [name, headers[at + 1] ?? ''] : [],
  );
  return Buffer.concat([
    Buffer.from(
      rawHead(status, [...kept, 'Content-Length', String(bytes.length), 'Connection', 'close']),
    ),
    bytes,
  ]);
}

function rawHead(status: number, headers: readonly string[]): string {
  const lines = headers.flatMap((name, at) =>
    at % 2 === 0 ? [`${name}: ${headers[at + 1] ?? ''}`] : [],
  );
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n`;
}
