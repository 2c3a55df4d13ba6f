import type { z } from 'zod';
import { type ApiAnswer, understand } from './api-answer.ts';
import { type ApiProblem, problemOfAnswer, problemOfFailure, rateLimited } from './api-problem.ts';
import { type Exchange, exchange } from './exchange.ts';
import { createKeptAnswers, type KeptAnswers } from './kept-answers.ts';
import { type Read, readPages } from './pages.ts';
import { retryDelayMs } from './retry.ts';
import { createTextCleaner } from './server-text.ts';
import type { SharedLimit } from './shared-limit.ts';
import type { Throttle } from './throttle.ts';

/** The official Platform API. */
export const OFFICIAL_HOST = 'https://api.heroku.com';

export interface ApiClientOptions {
  readonly host: string;
  readonly token: string;
  readonly throttle: Throttle;
  /** Decides when each attempt may begin, in the place of the throttle. */
  readonly sharedLimit?: SharedLimit | undefined;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  readonly nowMs: () => number;
  /** Milliseconds that the client may sleep in all, after refusals and before retries. */
  readonly longestWaitMs: number;
  readonly signal: AbortSignal;
  /** Milliseconds until an answer must be complete; 30 seconds when left out. */
  readonly requestTimeoutMs?: number;
  /** Called before each sleep after a refusal or a failed attempt. */
  readonly onWait?: (wait: ApiWait) => void;
}

/** A sleep that is about to begin, and the problem behind it. */
export interface ApiWait {
  readonly ms: number;
  readonly problem: ApiProblem;
}

/** Reads of the Platform API. Both throttle themselves, and return what the schema makes of the body. */
export interface ApiClient {
  get<Value>(path: string, schema: z.ZodType<Value>): Promise<ApiAnswer<Value>>;
  /** All items, page after page; with `range` only that page. */
  list<Item>(path: string, item: z.ZodType<Item>, range?: string): Promise<ApiAnswer<Item[]>>;
}

const REQUEST_TIMEOUT_MS = 30_000;

/** Bytes of the largest answer. A list of 1000 releases has about one MiB. */
const LARGEST_BODY_BYTES = 16 * 2 ** 20;

type Attempt =
  | { readonly ok: true; readonly answer: Exchange }
  | { readonly ok: false; readonly problem: ApiProblem; readonly answer?: Exchange };

/** A client of the Platform API at `host`. Rejects only when `signal` is aborted. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const clean = createTextCleaner(options.token);
  const kept = createKeptAnswers();
  const { sleep, sleepIfAllowed } = createSleeper(options);
  const { sharedLimit } = options;

  /** One attempt, until it is not refused with 429. */
  const attempt = async (read: Read): Promise<Attempt> => {
    const call = options.throttle.begin();
    if (sharedLimit === undefined) await sleep(call.sleepBeforeS * 1000);
    for (;;) {
      if (sharedLimit !== undefined) await sleep(await sharedLimit.takeTurn());
      const sent = await send(options, kept, read);
      if (!sent.ok) return { ok: false, problem: problemOfFailure(sent.failure, read.path, clean) };
      const answer = kept.resolve(keyOf(read), sent.exchange);
      const nowS = options.nowMs() / 1000;
      if (answer.status === 429) {
        await sharedLimit?.learn(0);
        const sleepS = sharedLimit === undefined ? call.refused(nowS) : 0;
        const problem = rateLimited(read.path);
        if (sleepS === undefined || !(await sleepIfAllowed(sleepS * 1000, problem)))
          return { ok: false, problem };
        continue;
      }
      const remaining = parseRemaining(sent.exchange.header('ratelimit-remaining'));
      call.succeeded(nowS, remaining);
      if (remaining !== undefined) await sharedLimit?.learn(remaining);
      return answer.status === 200 || answer.status === 206
        ? { ok: true, answer }
        : { ok: false, problem: problemOfAnswer(answer, read.path, clean), answer };
    }
  };

  /** Attempts, until one is answered or another is not worth it. */
  const request = async (read: Read): Promise<ApiAnswer<Exchange>> => {
    for (let failures = 1; ; failures += 1) {
      const tried = await attempt(read);
      if (tried.ok) return { ok: true, value: tried.answer };
      const { problem } = tried;
      const delayMs = retryDelayMs(problem, failures, tried.answer);
      if (delayMs === undefined || !(await sleepIfAllowed(delayMs, problem)))
        return { ok: false, problem };
    }
  };

  return {
    async get(path, schema) {
      const answer = await request({ path, range: undefined });
      return answer.ok ? understand(answer.value, schema, path, clean) : answer;
    },
    list: (path, item, range) => readPages({ path, range }, item, request, clean),
  };
}

/** Sleeps that add up to what the client may sleep in all. */
function createSleeper({ sleep, longestWaitMs, signal, onWait }: ApiClientOptions) {
  let sleptMs = 0;
  const sleepFor = async (ms: number): Promise<void> => {
    sleptMs += ms;
    if (ms > 0) await sleep(ms);
    signal.throwIfAborted();
  };
  return {
    sleep: sleepFor,
    /** Sleeps because of a problem. False, without a sleep, when it would be too long in all. */
    async sleepIfAllowed(ms: number, problem: ApiProblem): Promise<boolean> {
      if (sleptMs + ms > longestWaitMs) return false;
      onWait?.({ ms, problem });
      await sleepFor(ms);
      return true;
    },
  };
}

function send(options: ApiClientOptions, kept: KeptAnswers, read: Read) {
  const etag = kept.etagOf(keyOf(read));
  return exchange({
    url: `${options.host}${read.path}`,
    headers: {
      Accept: 'application/vnd.heroku+json; version=3',
      Authorization: `Bearer ${options.token}`,
      'User-Agent': 'generator-dynoready',
      ...(read.range === undefined ? {} : { Range: read.range }),
      ...(etag === undefined ? {} : { 'If-None-Match': etag }),
    },
    timeoutMs: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    largestBytes: LARGEST_BODY_BYTES,
    signal: options.signal,
  });
}

function keyOf({ path, range }: Read): string {
  return `${path} ${range ?? ''}`;
}

/** Tokens left; undefined for a header that is no plain number, such as the joined `4499, 4499`. */
function parseRemaining(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : undefined;
}
