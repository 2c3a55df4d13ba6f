import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPage, parseRange, wholeRange } from '../../platform-api/range.ts';
import { createGcraLimiter, type Limiter } from '../../platform-api/rate-limit.ts';
import type { Platform } from '../platform-parts.ts';
import { ApiError, badRequest } from './api-error.ts';
import { createRouteFinder } from './match-route.ts';
import { readBody } from './read-body.ts';
import type { Route, RouteAnswer } from './route.ts';

export interface ApiOptions {
  readonly routes: readonly Route[];
  readonly limiter?: Limiter;
  /** Milliseconds on a clock that does not go back. */
  readonly nowMs?: () => number;
  /** Told of what no route expects: a bug of ours. */
  readonly onBug: (error: unknown) => void;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Any variant is taken: the official command line sends `version=3.sdk` and eleven others. */
const ACCEPT = /application\/vnd\.heroku\+json\s*;\s*version=3(\.[a-z0-9-]+)?(\s*[;,]|\s*$)/;

/** Bytes of a `Request-Id` that is passed on. Source: seeds, B2; read 2026-11-30. */
const REQUEST_ID_BYTES = 7_000;

/**
 * The handler of all API calls: version, token, limit, body, route, page, `ETag` and `Request-Id`, in
 * that order. Differs from Heroku: the documentation lists no table of error ids, so those of 400,
 * 405, 406, 413 and 416 are guesses.
 */
export function createApi(
  platform: Platform,
  { routes, limiter = createGcraLimiter(), nowMs = () => performance.now(), onBug }: ApiOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const find = createRouteFinder(routes);
  const answerCall = async (request: IncomingMessage, url: URL): Promise<Answer> => {
    const { method = 'GET', headers } = request;
    const isLogin = method === 'POST' && url.pathname === '/oauth/authorizations';
    if (!(isLogin ? isPassword(platform, headers) : isToken(platform, headers)))
      throw new ApiError(401, 'unauthorized', 'Invalid credentials provided.');
    if (!ACCEPT.test(headers.accept ?? ''))
      throw new ApiError(
        406,
        'not_acceptable',
        'Send Accept: application/vnd.heroku+json; version=3.',
      );
    const found = find(method, url.pathname);
    if (found.route?.isFree !== true && !limiter.take(nowMs()).allowed) throw limitReached();
    if (found.route === undefined) {
      if (found.methods.length === 0)
        throw new ApiError(404, 'not_found', 'The requested API endpoint was not found.');
      throw new ApiError(
        405,
        'method_not_allowed',
        `This endpoint takes ${found.methods.join(', ')}.`,
      );
    }
    const { route, params } = found;
    const body = parseBody(route, await readBody(request));
    const remaining = limiter.remaining(nowMs());
    const query = url.searchParams;
    const call = { platform, params, query, headers, remaining, body };
    const routed = await route.run(call);
    return pageOf(routed, headers.range);
  };
  const refuse = (error: unknown): Answer => {
    if (error instanceof ApiError) return { status: error.status, body: error.body, headers: {} };
    onBug(error);
    const message = 'Internal server error.';
    return { status: 500, body: { id: 'internal_server_error', message }, headers: {} };
  };
  return (request, response) => {
    const remaining = (): number => limiter.remaining(nowMs());
    const url = URL.canParse(request.url ?? '', platform.origin())
      ? new URL(request.url ?? '', platform.origin())
      : undefined;
    const answered =
      url === undefined
        ? Promise.reject(badRequest('The path of the request is no path.'))
        : answerCall(request, url);
    void answered.catch(refuse).then((done) => {
      send(request, response, done, remaining());
    });
  };
}

/** The body as the route reads it. Throws the API's 422. */
function parseBody(route: Route, json: unknown): never {
  const parsed = route.body.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw new ApiError(
      422,
      'invalid_params',
      `${where === '' ? '' : `${where}: `}${issue?.message}`,
    );
  }
  return parsed.data as never;
}

function limitReached(): ApiError {
  return new ApiError(429, 'rate_limit', 'Your account reached the API rate limit', {
    url: 'https://devcenter.heroku.com/articles/platform-api-reference#rate-limits',
  });
}

/** The part of a list that the client asked for, or all of the object. */
function pageOf(routed: RouteAnswer, asked: string | undefined): Answer {
  if (routed.kind === 'object') return { status: routed.status, body: routed.body, headers: {} };
  const range =
    asked === undefined || asked === '' ? wholeRange(routed.property) : parseRange(asked);
  const hasProperty =
    range !== undefined &&
    (range.property === 'id' ||
      range.property === routed.property ||
      routed.items.every((item) => range.property in item));
  if (range === undefined || !hasProperty)
    throw new ApiError(416, 'requested_range_not_satisfiable', `Invalid Range: ${asked}`);
  return answerPage(routed.items, routed.property, range);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, headers }: Answer,
  remaining: number,
): void {
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const unchanged = isRead && status < 300 && request.headers['if-none-match'] === etag;
  const given = request.headers['request-id'];
  const ids = [given, randomUUID()]
    .flat()
    .filter((one) => one !== undefined && /^[\x21-\x7e]*$/.test(one));
  response.writeHead(unchanged ? 304 : status, {
    ...headers,
    ...(unchanged ? {} : { 'Content-Type': 'application/json;charset=utf-8' }),
    'Cache-Control': 'private, no-cache',
    ETag: etag,
    'Request-Id': ids.join(',').slice(-REQUEST_ID_BYTES),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Multiplier': '1',
    // What is left of a body that was refused would be taken for the next request.
    ...(request.complete ? {} : { Connection: 'close' }),
  });
  response.end(unchanged ? undefined : text);
}

/** True for a call with one of the account's tokens. */
function isToken(platform: Platform, headers: IncomingMessage['headers']): boolean {
  const given = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  return given !== undefined && isAccountToken(platform, given);
}

/** True for a log-in with the account's password, which is its token, or for a call with a token. */
function isPassword(platform: Platform, headers: IncomingMessage['headers']): boolean {
  const basic = passwordIn(headers.authorization);
  return basic === undefined ? isToken(platform, headers) : isAccountToken(platform, basic);
}

/** The password of a Basic authorization; undefined for any other. */
export function passwordIn(authorization: string | undefined): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  return Buffer.from(encoded, 'base64').toString('utf8').split(':').slice(1).join(':');
}

/** Compares with every token of the account, each in the same time whatever differs. */
export function isAccountToken({ store }: Pick<Platform, 'store'>, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const { account, authorizations } = store.shared();
  return [account.token, ...authorizations.map(({ token }) => token)]
    .map((token) => timingSafeEqual(digest(token), digest(given)))
    .includes(true);
}
