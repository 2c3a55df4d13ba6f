import { type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http';
import {
  CONNECT_TIMEOUT_S,
  FIRST_BYTE_TIMEOUT_S,
  HEAD_BYTES,
  HEAD_LINE_BYTES,
  ROLLING_TIMEOUT_S,
} from '../../facts/platform-limits.ts';
import { DYNO_ADDRESS, ROUTER_ADDRESS } from './addresses.ts';
import { awaitDyno } from './await-dyno.ts';
import type { Call, RouterState } from './door.ts';
import { errorPage, faultOf, faultOfError, type RouterFault } from './router-errors.ts';
import { backwardHeaders } from './router-headers.ts';

/**
 * Why nothing waits for a dyno any more. Made once: an error for each request costs more than the
 * rest of its end.
 */
const OVER = new Error('the request has ended');

/** A request on its way. */
export interface Exchange {
  /** Ends it with a code of the router. Without effect once it has ended. */
  fail(fault: RouterFault): void;
}

/**
 * Forwards one request to a dyno and its response back, both as streams, within the limits of the
 * platform.
 */
export function exchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  call: Call,
  state: RouterState,
): Exchange {
  const left = new AbortController();
  let onward: ClientRequest | undefined;
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const arm = (seconds: number, fault: () => RouterFault): void => {
    clearTimeout(timer);
    timer = setTimeout(() => fail(fault()), seconds * 1000 * state.timeFactor);
  };
  const finish = (): boolean => {
    if (over) return false;
    over = true;
    clearTimeout(timer);
    state.active -= 1;
    left.abort(OVER);
    return true;
  };
  const fail = (fault: RouterFault): void => {
    if (!finish()) return;
    call.note(fault.status, fault);
    onward?.destroy();
    answer(incoming, outgoing, fault);
  };

  state.active += 1;
  outgoing.on('error', () => {});
  incoming.on('error', () => {});
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) fail(faultOf('H27'));
  });
  void awaitDyno(state, left.signal).then((found) => {
    if (over) return;
    if (!('port' in found)) return fail(found);
    call.dyno = found.name;
    onward = request({
      host: DYNO_ADDRESS,
      localAddress: ROUTER_ADDRESS,
      port: found.port,
      method: incoming.method,
      path: incoming.url,
      agent: false,
      setHost: false,
      maxHeaderSize: HEAD_BYTES,
      headers: call.headers,
    });
    arm(CONNECT_TIMEOUT_S, () => faultOf('H19'));
    // Until the visitor has sent everything, it is the visitor who keeps the dyno waiting.
    const watchVisitor = (): void =>
      incoming.complete
        ? arm(FIRST_BYTE_TIMEOUT_S, () => faultOf('H12'))
        : arm(ROLLING_TIMEOUT_S, () => faultOf('H28'));
    let answered = false;
    onward.on('socket', (socket) =>
      socket.once('connect', () => {
        call.connectMs = performance.now() - call.started;
        watchVisitor();
        const onBody = (): void => void (!answered && !over && watchVisitor());
        incoming.on('data', onBody).on('end', onBody);
        incoming.pipe(onward as ClientRequest);
      }),
    );
    onward.on('continue', () => outgoing.writeContinue());
    onward.on('error', (error: NodeJS.ErrnoException) =>
      fail(answered ? faultOf('H18') : faultOfError(error)),
    );
    onward.on('response', (response) => {
      answered = true;
      const broken = brokenLimit(response);
      if (broken !== undefined) return fail(faultOf('H25', broken));
      relay(response);
    });
  });

  const relay = (response: IncomingMessage): void => {
    const idle = (): void =>
      arm(ROLLING_TIMEOUT_S, () => faultOf(outgoing.writableNeedDrain ? 'H28' : 'H15'));
    const status = response.statusCode ?? 502;
    outgoing.writeHead(
      status,
      response.statusMessage ?? '',
      backwardHeaders(response, call.localize),
    );
    // A body that came with its head leaves with it, in one write; a head that came alone does not
    // wait for one.
    setImmediate(() => outgoing.flushHeaders());
    idle();
    outgoing.on('drain', idle);
    response.on('data', (chunk: Buffer) => {
      call.bytes += chunk.length;
      if (!over) idle();
    });
    response.on('error', () => fail(faultOf('H18')));
    response.on('end', () => {
      if (!response.complete) return fail(faultOf('H18'));
      if (finish()) call.note(status);
    });
    response.pipe(outgoing);
  };
  return { fail };
}

/** What of the platform's limits the head of a response breaks; undefined when none. */
function brokenLimit(response: IncomingMessage): string | undefined {
  if ((response.statusMessage?.length ?? 0) > HEAD_LINE_BYTES) return 'oversized status line';
  const cookies = response.headers['set-cookie'] ?? [];
  return cookies.some((cookie) => Buffer.byteLength(cookie) > HEAD_LINE_BYTES)
    ? 'oversized cookies'
    : undefined;
}

function answer(incoming: IncomingMessage, outgoing: ServerResponse, fault: RouterFault): void {
  if (outgoing.headersSent || fault.status === 499) {
    outgoing.destroy();
    return;
  }
  // A visitor who has not sent everything cannot use the connection again: nobody would read the
  // rest.
  const close = incoming.complete ? {} : { Connection: 'close' };
  const page = errorPage(fault);
  outgoing.writeHead(fault.status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Cache-Control': 'no-cache, no-store',
    ...close,
  });
  outgoing.end(page);
  if (!incoming.complete) incoming.resume();
}
