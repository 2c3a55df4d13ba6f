import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerPage, parseRange, wholeRange } from './range.ts';
import { createGcraLimiter, type Limiter } from './rate-limit.ts';
import { answerRead, type SimulatedAccount } from './simulated-account.ts';

export interface SimulatedApiOptions {
  readonly limiter?: Limiter;
  /** Milliseconds of the clock the limiter goes by. */
  readonly nowMs?: () => number;
}

/** A running simulated Platform API. */
export interface SimulatedApi {
  /** Such as `http://127.0.0.1:40123`: what `HEROKU_HOST` is set to. */
  readonly host: string;
  /** Every request so far, in order. */
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly status: number;
  }[];
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const RATE_LIMIT_BODY = {
  id: 'rate_limit',
  message: 'Your account reached the API rate limit',
  url: 'https://devcenter.heroku.com/articles/platform-api-reference#rate-limits',
};

/**
 * Starts a Platform API of our own on a free loopback port. Imitates the conventions of the real
 * one: versioned `Accept`, `Bearer` token, pages by `Range`, `ETag`, `Request-Id`, errors as JSON
 * and the account's limit. Differs from Heroku: it only reads, because nothing here changes an app;
 * and the ids of its 400, 405 and 406 are guesses, because the documentation lists none.
 */
export async function startSimulatedApi(
  account: SimulatedAccount,
  options: SimulatedApiOptions = {},
): Promise<SimulatedApi> {
  const { limiter = createGcraLimiter(), nowMs = () => performance.now() } = options;
  const requests: { method: string; path: string; headers: IncomingHttpHeaders; status: number }[] =
    [];
  const server = createServer((request, response) => {
    const { method = 'GET', headers } = request;
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    request.resume();
    const answer = answerRequest(account, limiter, nowMs(), method, path, headers);
    const status = send(response, answer, headers, limiter.remaining(nowMs()));
    requests.push({ method, path, headers, status });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerRequest(
  account: SimulatedAccount,
  limiter: Limiter,
  nowMs: number,
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
): Answer {
  // Any suffix is taken: the official command line sends `version=3.sdk` and eleven others.
  if (!/^application\/vnd\.heroku\+json;\s*version=3(\.[a-z-]+)?$/.test(headers.accept ?? '')) {
    return {
      status: 406,
      body: {
        id: 'not_acceptable',
        message: 'Send Accept: application/vnd.heroku+json; version=3.',
      },
    };
  }
  if (headers.authorization !== `Bearer ${account.token}`) {
    return { status: 401, body: { id: 'unauthorized', message: 'Invalid credentials provided.' } };
  }
  if (method !== 'GET')
    return {
      status: 405,
      body: { id: 'method_not_allowed', message: 'This simulated API only reads.' },
    };
  if (path === '/account/rate-limits')
    return { status: 200, body: { remaining: limiter.remaining(nowMs) } };
  if (!limiter.take(nowMs).allowed) return { status: 429, body: RATE_LIMIT_BODY };

  const answer = answerRead(account, path);
  if (answer.kind === 'error') return answer;
  if (answer.kind === 'object') return { status: 200, body: answer.body };
  const range =
    headers.range === undefined ? wholeRange(answer.property) : parseRange(headers.range);
  if (range === undefined)
    return { status: 400, body: { id: 'bad_request', message: `Invalid range: ${headers.range}` } };
  return answerPage(answer.items, answer.property, range);
}

function send(
  response: ServerResponse,
  answer: Answer,
  headers: IncomingHttpHeaders,
  remaining: number,
): number {
  const text = JSON.stringify(answer.body);
  const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
  const unchanged = answer.status < 300 && headers['if-none-match'] === etag;
  const status = unchanged ? 304 : answer.status;
  const asked = headers['request-id'];
  response.writeHead(status, {
    ...answer.headers,
    ...(unchanged ? {} : { 'Content-Type': 'application/json' }),
    ETag: etag,
    'Request-Id': asked === undefined ? randomUUID() : `${asked},${randomUUID()}`,
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Multiplier': '1',
  });
  response.end(unchanged ? undefined : text);
  return status;
}
