import { z } from 'zod';
import type { Throttle } from './throttle.ts';

/** The official Platform API. */
export const OFFICIAL_HOST = 'https://api.heroku.com';

/**
 * Why a read has no value. All of it is said by the platform or the network; none is a fault of the
 * command line.
 */
export interface ApiProblem {
  readonly kind:
    | 'unauthorized'
    | 'not-found'
    | 'rate-limited'
    | 'refused'
    | 'unreachable'
    | 'not-understood';
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

export type ApiAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ApiProblem };

export interface ApiClientOptions {
  readonly host: string;
  readonly token: string;
  readonly throttle: Throttle;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  readonly nowMs: () => number;
  /**
   * Milliseconds of sleep in all after which a refusal is no longer waited out, but answered as
   * `rate-limited`.
   */
  readonly longestWaitMs: number;
  readonly signal: AbortSignal;
  /** Told before each sleep after a refusal. */
  readonly onWait?: (ms: number) => void;
}

/**
 * Reads of the Platform API. Both throttle themselves, and answer with what the schema makes of the
 * body.
 */
export interface ApiClient {
  get<Value>(path: string, schema: z.ZodType<Value>): Promise<ApiAnswer<Value>>;
  /** All items, page after page; with `range` only that page. */
  list<Item>(path: string, item: z.ZodType<Item>, range?: string): Promise<ApiAnswer<Item[]>>;
}

/** Milliseconds after which a request without an answer counts as unreachable. */
const REQUEST_TIMEOUT_MS = 30_000;

const errorBody = z.object({ id: z.string().optional(), message: z.string().optional() });

/** A client of the Platform API at `host`. Rejects only when `signal` is aborted. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const { throttle, longestWaitMs, signal } = options;
  let waitedMs = 0;
  const sleepFor = async (seconds: number): Promise<void> => {
    waitedMs += seconds * 1000;
    if (seconds > 0) await options.sleep(seconds * 1000);
    signal.throwIfAborted();
  };

  const request = async (path: string, range: string | undefined): Promise<ApiAnswer<Response>> => {
    const call = throttle.begin();
    await sleepFor(call.sleepBeforeS);
    for (;;) {
      const answer = await send(options, path, range);
      if (!answer.ok) return answer;
      const { status, headers } = answer.value;
      if (status !== 429) {
        const remaining = headers.get('ratelimit-remaining');
        call.succeeded(options.nowMs() / 1000, remaining === null ? undefined : Number(remaining));
        return status === 200 || status === 206
          ? answer
          : { ok: false, problem: await problemOf(answer.value, path) };
      }
      const sleepS = call.refused(options.nowMs() / 1000);
      if (sleepS === undefined || waitedMs + sleepS * 1000 > longestWaitMs)
        return rateLimited(path);
      options.onWait?.(sleepS * 1000);
      await sleepFor(sleepS);
    }
  };

  return {
    async get(path, schema) {
      const answer = await request(path, undefined);
      return answer.ok ? understand(await bodyOf(answer.value), schema, path) : answer;
    },
    async list<Item>(path: string, item: z.ZodType<Item>, range?: string) {
      const items: Item[] = [];
      for (let next = range; ; ) {
        const answer = await request(path, next);
        if (!answer.ok) return answer;
        const page = understand(await bodyOf(answer.value), z.array(item), path);
        if (!page.ok) return page;
        items.push(...page.value);
        next = answer.value.headers.get('next-range') ?? undefined;
        if (answer.value.status === 200 || next === undefined || range !== undefined)
          return { ok: true, value: items };
      }
    },
  };
}

async function send(
  options: ApiClientOptions,
  path: string,
  range: string | undefined,
): Promise<ApiAnswer<Response>> {
  const { host, token, signal } = options;
  try {
    const response = await fetch(`${host}${path}`, {
      headers: {
        Accept: 'application/vnd.heroku+json; version=3',
        Authorization: `Bearer ${token}`,
        'User-Agent': 'generator-dynoready',
        ...(range === undefined ? {} : { Range: range }),
      },
      // A token must not follow a redirect to another host.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
    return { ok: true, value: response };
  } catch (error) {
    signal.throwIfAborted();
    const cause = (error as Error).cause as { code?: string; message?: string } | undefined;
    const timedOut = (error as Error).name === 'TimeoutError';
    const message = timedOut
      ? `no answer within ${REQUEST_TIMEOUT_MS / 1000} seconds`
      : (cause?.message ?? (error as Error).message);
    return {
      ok: false,
      problem: { kind: 'unreachable', status: undefined, id: cause?.code, message, path },
    };
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

async function problemOf(response: Response, path: string): Promise<ApiProblem> {
  const { status } = response;
  const parsed = errorBody.safeParse(await bodyOf(response));
  const { id, message = response.statusText } = parsed.success ? parsed.data : {};
  const kind = status === 401 ? 'unauthorized' : status === 404 ? 'not-found' : 'refused';
  return { kind, status, id, message, path };
}

function rateLimited(path: string): { ok: false; problem: ApiProblem } {
  const message = 'the account has no calls left, and waiting for new ones would take too long';
  return {
    ok: false,
    problem: { kind: 'rate-limited', status: 429, id: 'rate_limit', message, path },
  };
}

function understand<Value>(
  body: unknown,
  schema: z.ZodType<Value>,
  path: string,
): ApiAnswer<Value> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  // Only where the body differs, never what it holds: it may be a config var.
  const [issue] = parsed.error.issues;
  const message = `the field ${issue?.path.join('.') || '(whole body)'} is not as documented`;
  return {
    ok: false,
    problem: { kind: 'not-understood', status: undefined, id: undefined, message, path },
  };
}
