import { z } from 'zod';
import type { Exchange, ExchangeFailure } from './exchange.ts';
import { parseBody } from './server-text.ts';

/**
 * Why a read has no value. The platform or the network says so; the command line is not at fault.
 */
export interface ApiProblem {
  readonly kind:
    | 'unauthorized'
    | 'two-factor'
    | 'not-found'
    | 'rate-limited'
    | 'refused'
    | 'unavailable'
    | 'not-understood'
    | ExchangeFailure['kind'];
  /** Of the last answer; undefined when there was none. */
  readonly status: number | undefined;
  /**
   * The id of the error body, such as `not_found`, or the code of the network error, such as
   * `ECONNREFUSED`.
   */
  readonly id: string | undefined;
  readonly message: string;
  readonly path: string;
}

/** Longest message of a server that is shown. */
const LONGEST_MESSAGE = 500;

const errorBody = z.object({ id: z.string().optional(), message: z.string().optional() });

/** The problem that an answer with a status other than 200 or 206 tells of. */
export function problemOfAnswer(
  { status, body }: Exchange,
  path: string,
  clean: (text: string) => string,
): ApiProblem {
  const parsed = errorBody.safeParse(parseBody(body, clean));
  const { id, message = `status ${status}` } = parsed.success ? parsed.data : {};
  return { kind: kindOf(status, id), status, id, message: message.slice(0, LONGEST_MESSAGE), path };
}

/** The problem of an exchange without a complete answer. */
export function problemOfFailure(
  { kind, status, code, message }: ExchangeFailure,
  path: string,
  clean: (text: string) => string,
): ApiProblem {
  return { kind, status, id: code, message: clean(message), path };
}

/** The problem of an account without calls. */
export function rateLimited(path: string): ApiProblem {
  const message = 'the account has no calls left, and waiting for new ones would take too long';
  return { kind: 'rate-limited', status: 429, id: 'rate_limit', message, path };
}

/** The problem of an answer that is not as documented. */
export function notUnderstood(message: string, path: string): ApiProblem {
  return { kind: 'not-understood', status: undefined, id: undefined, message, path };
}

function kindOf(status: number, id: string | undefined): ApiProblem['kind'] {
  if (id === 'two_factor') return 'two-factor';
  if (status === 401) return 'unauthorized';
  if (status === 404) return 'not-found';
  return status >= 500 ? 'unavailable' : 'refused';
}
