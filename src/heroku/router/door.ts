import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LogSink } from '../logs/log-line.ts';
import { type RouterRecord, renderRouterLine } from '../logs/router-line.ts';
import { VISITOR_ADDRESS } from './addresses.ts';
import type { RouteTable } from './route.ts';
import type { RouterFault } from './router-errors.ts';
import { onwardHeaders, type Visitor } from './router-headers.ts';

/**
 * One address of the router. TLS ends before the router, so a door for https speaks plain http here
 * as well.
 */
export interface Door {
  readonly scheme: 'http' | 'https';
  /** 0 for any free one. */
  readonly port: number;
  /**
   * For a browser on this machine: the host that the app sees instead of `localhost`, asked for at
   * every request.
   */
  readonly standsFor?: () => string;
}

/** What all requests of one router share. */
export interface RouterState {
  readonly table: RouteTable;
  readonly log: LogSink;
  /** Multiplies every time limit. */
  readonly timeFactor: number;
  /** Every request that has ended, in that order. */
  readonly onRecord: (record: RouterRecord) => void;
  /** Requests between router and dynos now. */
  active: number;
}

/** One request from its arrival to its line in the log. */
export interface Call {
  readonly visitor: Visitor;
  /** Headers for the dyno. */
  readonly headers: Record<string, string | string[]>;
  /** Turns an address of the app into the local one, for a door that stands for a host. */
  readonly localize: (value: string) => string;
  /** Name of the dyno, once one was chosen. */
  dyno: string | undefined;
  connectMs: number | undefined;
  bytes: number;
  readonly started: number;
  /** Notes the end of the request; every call but the first is without effect. */
  note(status: number, fault?: RouterFault): void;
}

/**
 * An id that a visitor may bring along. Source: Dev Center, "HTTP request IDs"; read 2026-11-23.
 */
const REQUEST_ID = /^[A-Za-z0-9+/=-]{20,200}$/;

/** Takes a request in at a door. */
export function receive(incoming: IncomingMessage, door: Door, state: RouterState): Call {
  const given = incoming.headers['x-request-id'];
  const before = incoming.headers['x-forwarded-for'];
  const local = `http://${incoming.headers.host ?? ''}`;
  const host = door.standsFor?.() ?? incoming.headers.host ?? '';
  const own = `https://${host}`;
  const visitor: Visitor = {
    host,
    scheme: door.scheme,
    requestId: typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID(),
    forwardedFor: before === undefined ? VISITOR_ADDRESS : `${String(before)}, ${VISITOR_ADDRESS}`,
    now: new Date(),
  };
  const headers = onwardHeaders(incoming, visitor);
  if (door.standsFor !== undefined) {
    // Django compares these two with the host of an https request, which is not the local address
    // in the browser.
    for (const name of ['origin', 'referer']) {
      const value = headers[name];
      if (typeof value === 'string') headers[name] = value.replace(local, own);
    }
  }
  let noted = false;
  const call: Call = {
    visitor,
    headers,
    localize: (value) => (door.standsFor === undefined ? value : value.replace(own, local)),
    dyno: undefined,
    connectMs: undefined,
    bytes: 0,
    started: performance.now(),
    note: (status, fault) => {
      if (noted) return;
      noted = true;
      const record = recordOf(call, incoming, status, fault);
      state.onRecord(record);
      state.log({
        at: new Date(),
        source: 'heroku',
        dyno: 'router',
        message: renderRouterLine(record),
      });
    },
  };
  return call;
}

function recordOf(
  call: Call,
  incoming: IncomingMessage,
  status: number,
  fault: RouterFault | undefined,
): RouterRecord {
  const { visitor, connectMs } = call;
  return {
    at: new Date(),
    fault,
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    host: visitor.host,
    requestId: visitor.requestId,
    forwardedFor: visitor.forwardedFor,
    dyno: call.dyno,
    connectMs,
    serviceMs: connectMs === undefined ? undefined : performance.now() - call.started - connectMs,
    status,
    bytes: connectMs === undefined ? undefined : call.bytes,
    protocol: visitor.scheme,
  };
}
