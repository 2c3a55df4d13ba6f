import type { RouterFault } from '../router/router-errors.ts';

/** What the router notes of one request. Undefined values stay as `key=` followed by nothing. */
export interface RouterRecord {
  /** When it ended. */
  readonly at: Date;
  /** Set when the router ended the request itself. */
  readonly fault: RouterFault | undefined;
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly requestId: string;
  readonly forwardedFor: string;
  readonly dyno: string | undefined;
  readonly connectMs: number | undefined;
  readonly serviceMs: number | undefined;
  readonly status: number;
  readonly bytes: number | undefined;
  readonly protocol: 'http' | 'https';
}

/**
 * The message of the router's log line, keys in the platform's order. Source: Dev Center, "HTTP
 * routing"; read 2026-11-23.
 */
export function renderRouterLine(record: RouterRecord): string {
  const milliseconds = (value: number | undefined): string =>
    value === undefined ? '' : `${Math.round(value)}ms`;
  return [
    ...renderFault(record.fault),
    `method=${record.method}`,
    `path="${record.path}"`,
    `host=${record.host}`,
    `request_id=${record.requestId}`,
    `fwd="${record.forwardedFor}"`,
    `dyno=${record.dyno ?? ''}`,
    `connect=${milliseconds(record.connectMs)}`,
    `service=${milliseconds(record.serviceMs)}`,
    `status=${record.status}`,
    `bytes=${record.bytes ?? ''}`,
    `protocol=${record.protocol}`,
  ].join(' ');
}

function renderFault(fault: RouterFault | undefined): readonly string[] {
  if (fault === undefined) return ['at=info'];
  return [
    ...(fault.sock === undefined ? [] : [`sock=${fault.sock}`]),
    `at=${fault.level}`,
    `code=${fault.code}`,
    `desc="${fault.title}"`,
    ...(fault.cause === undefined ? [] : [`cause="${fault.cause}"`]),
  ];
}
