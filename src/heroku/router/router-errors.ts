import { STATUS_CODES } from 'node:http';
import { findPlatformCode } from '../../facts/platform-codes.ts';

/** What the router says of a request that it ended itself. */
export interface RouterFault {
  /** H10 to H99. Empty where the platform has no code. */
  readonly code: string;
  /** `info` for what is wanted (maintenance), `warning` for what the visitor did, else `error`. */
  readonly level: 'info' | 'warning' | 'error';
  /** Whose connection broke, where the line says so. */
  readonly sock: 'client' | 'backend' | undefined;
  /** What stands in `desc="…"`. */
  readonly title: string;
  /** What stands in `cause="…"`. */
  readonly cause: string | undefined;
  readonly status: number;
}

const LEVELS: Readonly<Record<string, RouterFault['level']>> = {
  H27: 'warning',
  H28: 'warning',
  H80: 'info',
  H81: 'info',
  H82: 'info',
};
const SOCKS: Readonly<Record<string, RouterFault['sock']>> = { H18: 'backend', H27: 'client' };

/**
 * Returns how the code shows in the log and to the visitor; `detail` says which rule was broken,
 * for H25 and H26. Source: Dev Center, "Error codes"; read 2026-11-23.
 */
export function faultOf(code: string, detail?: string): RouterFault {
  const common = {
    code,
    level: LEVELS[code] ?? 'error',
    sock: SOCKS[code],
    cause: undefined,
  } as const;
  const status = findPlatformCode(code)?.status ?? 503;
  if (code === 'H14') return { ...common, title: 'No web processes running', status };
  if (code === 'H25')
    return { ...common, title: `HTTP restriction: ${detail ?? 'unknown'}`, status };
  if (code === 'H26')
    return {
      ...common,
      title: titleOf(code),
      cause: detail,
      status: STATUS_OF_CAUSE[detail ?? ''] ?? status,
    };
  return { ...common, title: titleOf(code), status };
}

/** Cause of H26 for an `Expect` header other than `100-continue`. */
export const BAD_EXPECT = 'unsupported expect header value';

/** Cause of H26 for headers that are malformed, too long or too many. */
export const BAD_HEADER = 'bad header';

/** Cause of H26 for a body that is not chunked as it says. */
export const BAD_CHUNK = 'bad chunk';

/** Causes of H26 in our own words: the platform's are not public. */
export const BAD_METHOD = 'unsupported method';
export const BAD_REQUEST_LINE = 'oversized request line';

/** Statuses other than 400. Source: heroku/vegur and heroku/cowboyku; read 2026-11-30. */
const STATUS_OF_CAUSE: Readonly<Record<string, number>> = {
  [BAD_EXPECT]: 417,
  [BAD_REQUEST_LINE]: 414,
};

/** What a visitor gets who asks for a host that no app has. It is in no app's log. */
export const NO_SUCH_APP: RouterFault = {
  code: '',
  level: 'info',
  sock: undefined,
  title: 'No such app',
  cause: undefined,
  status: 404,
};

/** Limits of H25 that node's own parser enforces, by the code of its error. */
const RESTRICTIONS: Readonly<Record<string, string>> = {
  HPE_INVALID_CONTENT_LENGTH: 'invalid content length',
  HPE_UNEXPECTED_CONTENT_LENGTH: 'invalid content length',
  HPE_INVALID_TRANSFER_ENCODING: 'invalid transfer encoding',
  HPE_HEADER_OVERFLOW: 'oversized header',
};

/**
 * The code for what went wrong between router and dyno before the head of a response had come, from
 * the error that node's HTTP client gives.
 */
export function faultOfError(error: NodeJS.ErrnoException): RouterFault {
  const restriction = RESTRICTIONS[error.code ?? ''];
  if (restriction !== undefined) return faultOf('H25', restriction);
  if (error.code === 'ECONNREFUSED') return faultOf('H21');
  return faultOf(error.code?.startsWith('HPE_') === true ? 'H17' : 'H13');
}

/** The platform's title of the code. */
export function titleOf(code: string): string {
  return findPlatformCode(code)?.title ?? code;
}

/** The page that a visitor gets instead of an answer of the app. */
export function errorPage(fault: RouterFault): string {
  const { code, title } = fault;
  const [head, text] =
    fault === NO_SUCH_APP
      ? [title, 'No app has this host.']
      : ['Application error', `${code} ${title}. Run: dynoready explain ${code}`];
  return `<!doctype html><title>${head}</title><h1>${head}</h1><p>${text}</p>\n`;
}

/** The same page as the bytes of a whole response that ends its connection. */
export function rawErrorPage(fault: RouterFault): string {
  const page = errorPage(fault);
  return [
    `HTTP/1.1 ${fault.status} ${STATUS_CODES[fault.status] ?? ''}`,
    ...Object.entries(errorHeaders(page)).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    page,
  ].join('\r\n');
}

/** The headers of an error page. */
export function errorHeaders(page: string): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(page)),
    'Cache-Control': 'no-cache, no-store',
  };
}
