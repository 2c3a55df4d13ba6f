import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { cutLine } from '../../machine/cut-lines.ts';
import { type RouterRecord, renderRouterLine } from '../logs/router-line.ts';
import { VISITOR_ADDRESS, visitorAddress } from './addresses.ts';
import type { RouteTable, ServedApp } from './route.ts';
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
  /** True for a browser on this machine: the app sees its own host instead of a local one. */
  readonly isLocal?: boolean;
}

/** What all requests of one router share. */
export interface RouterState {
  /** The app of a Host header without port, in small letters; undefined when no app has it. */
  readonly appOf: (host: string) => ServedApp | undefined;
  /** Multiplies every time limit. */
  readonly timeFactor: number;
  /** Every request that has ended, in that order. */
  readonly onRecord: (record: RouterRecord) => void;
  /** Requests between the router and the dynos of each app now. */
  readonly active: WeakMap<RouteTable, number>;
}

/** One request from its arrival to its line in the log. */
export interface Call {
  readonly visitor: Visitor;
  /** Headers for the dyno, in node's flat form. */
  readonly headers: readonly string[];
  /** Turns an address of the app into the local one, at a local door. */
  readonly localize: (value: string) => string;
  /** The app as it is served now. */
  readonly app: () => ServedApp | undefined;
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

/** Takes a request in at a door; `upgrade` when the visitor offers to go on in another protocol. */
export function receive(
  incoming: IncomingMessage,
  door: Door,
  state: RouterState,
  upgrade = false,
): Call {
  const given = incoming.headers['x-request-id'];
  const before = incoming.headers['x-forwarded-for'];
  const address = visitorAddress(incoming.socket.remoteAddress);
  const asked = incoming.headers.host ?? '';
  const name = asked.replace(/:\d*$/, '').toLowerCase();
  const app = (): ServedApp | undefined => state.appOf(name);
  const host = door.isLocal === true ? (app()?.host ?? asked) : asked;
  const [local, own] = [`http://${asked}`, `https://${host}`];
  const visitor: Visitor = {
    host,
    scheme: door.scheme,
    requestId: typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID(),
    forwardedFor: before === undefined ? address : `${String(before)}, ${address}`,
    now: new Date(),
  };
  // Django compares these two with the host of an https request, which is not the local address in
  // the browser.
  const globalize = (header: string, value: string): string =>
    door.isLocal === true && (header === 'origin' || header === 'referer')
      ? value.replace(local, own)
      : value;
  let noted = false;
  const call: Call = {
    visitor,
    headers: onwardHeaders(incoming, visitor, globalize, upgrade),
    localize: (value) => (door.isLocal === true ? value.replace(own, local) : value),
    app,
    dyno: undefined,
    connectMs: undefined,
    bytes: 0,
    started: performance.now(),
    note: (status, fault) => {
      if (noted) return;
      noted = true;
      const record = recordOf(call, incoming, status, fault);
      state.onRecord(record);
      logRecord(app(), record);
    },
  };
  return call;
}

/**
 * Notes a request whose head could not be read in the log of the app that has no name to be found by:
 * the only one of its router.
 */
export function noteUnreadable(door: Door, state: RouterState, fault: RouterFault): void {
  logRecord(state.appOf(''), {
    at: new Date(),
    fault,
    method: '',
    path: '',
    host: '',
    requestId: '',
    forwardedFor: VISITOR_ADDRESS,
    dyno: undefined,
    connectMs: undefined,
    serviceMs: undefined,
    status: fault.status,
    bytes: undefined,
    protocol: door.scheme,
  });
}

function logRecord(app: ServedApp | undefined, record: RouterRecord): void {
  if (app === undefined) return;
  for (const message of cutLine(renderRouterLine(record)))
    app.log({ at: new Date(), source: 'heroku', dyno: 'router', message });
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
