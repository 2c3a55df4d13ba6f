export interface RouterHeadersOptions {
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly requestId: string;
  readonly forwardedFor: string;
  readonly now: Date;
}

/** The headers that the router sets on a request to a dyno, over whatever the visitor sent. Source: Dev Center, "HTTP routing"; read 2026-11-23. */
export function routerHeaders(options: RouterHeadersOptions): Record<string, string> {
  return {
    Host: options.host,
    'X-Request-Id': options.requestId,
    'X-Forwarded-For': options.forwardedFor,
    'X-Forwarded-Proto': options.scheme,
    'X-Forwarded-Port': options.scheme === 'https' ? '443' : '80',
    'X-Request-Start': String(options.now.getTime()),
    Via: '1.1 heroku-router',
  };
}
