import { PLATFORM_CODES } from '../../facts/platform-codes.ts';

/** What the router says of a request that it ended itself. */
export interface RouterFault {
  /** H10 to H99. */
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
  const status = PLATFORM_CODES[code]?.status ?? 503;
  if (code === 'H14') return { ...common, title: 'No web processes running', status };
  if (code === 'H25')
    return { ...common, title: `HTTP restriction: ${detail ?? 'unknown'}`, status };
  if (code === 'H26')
    return {
      ...common,
      title: titleOf(code),
      cause: detail,
      status: detail === BAD_EXPECT ? 417 : status,
    };
  return { ...common, title: titleOf(code), status };
}

/** Cause of H26 for an `Expect` header other than `100-continue`, which is answered with 417. */
export const BAD_EXPECT = 'unsupported expect header value';

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
  return PLATFORM_CODES[code]?.title ?? code;
}

/** The page that a visitor gets instead of an answer of the app. */
export function errorPage({ code, title }: RouterFault): string {
  return `<!doctype html><title>Application error</title><h1>Application error</h1><p>${code} ${title}. Run: dynoready explain ${code}</p>\n`;
}
