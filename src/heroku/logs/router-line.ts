import { escapeControls } from '../../facts/escape-controls.ts';
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

/** Characters that need no quotes in a value. */
const BARE = /^[!#-<>-[\]-~]*$/;

/**
 * The message of the router's log line, keys in the platform's order. Source: Dev Center, "HTTP
 * routing"; read 2026-11-23.
 */
export function renderRouterLine(record: RouterRecord): string {
  const milliseconds = (value: number | undefined): string =>
    value === undefined ? '' : `${Math.round(value)}ms`;
  return [
    ...renderFault(record.fault),
    `method=${bare(record.method)}`,
    `path=${quoted(record.path)}`,
    `host=${bare(record.host)}`,
    `request_id=${record.requestId}`,
    `fwd=${quoted(record.forwardedFor)}`,
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

/** A value that a visitor chose: it can neither end its field nor begin another. */
function bare(value: string): string {
  return BARE.test(value) ? value : quoted(value);
}

function quoted(value: string): string {
  return `"${escapeControls(value.replace(/["\\]/g, '\\$&'))}"`;
}
