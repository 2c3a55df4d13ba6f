/** What the router notes of one request. Undefined values stay as `key=` followed by nothing. */
export interface RouterRecord {
  /** The H code of a request that failed in the router, with its title. */
  readonly error?: { readonly code: string; readonly title: string };
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

/** The message of the router's log line, keys in the platform's order. Source: Dev Center, "HTTP routing"; read 2026-11-23. */
export function renderRouterLine(record: RouterRecord): string {
  const milliseconds = (value: number | undefined): string => (value === undefined ? '' : `${Math.round(value)}ms`);
  const level = record.error === undefined ? 'at=info' : `at=error code=${record.error.code} desc="${record.error.title}"`;
  return [
    level,
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
