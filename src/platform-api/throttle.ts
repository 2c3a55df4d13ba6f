import { ACCOUNT_LIMIT } from './rate-limit.ts';

/** Ways of a client to stay below a limit that it does not share with anybody but the server. */
export const THROTTLE_STRATEGIES = [
  'none',
  'exponential-backoff',
  'gradual-decrease',
  'proportional-decrease',
  'proportional-remaining-decrease',
  'reserve-keeping-decrease',
] as const;
export type ThrottleStrategy = (typeof THROTTLE_STRATEGIES)[number];

export interface ThrottleOptions {
  /** Numbers in [0, 1): spreads the sleeps of clients that were refused together. */
  readonly random: () => number;
  /** Factor between two sleeps of one call. */
  readonly multiplier?: number;
  /** Seconds of sleep that are remembered before the first call. */
  readonly sleepS?: number;
}

/**
 * The throttle of one client. It holds a single number, the sleep remembered between calls, and
 * neither sleeps nor reads a clock itself.
 */
export interface Throttle {
  /** The remembered sleep in seconds, without jitter. */
  readonly sleepS: number;
  begin(): ThrottledCall;
}

/** One call from its first attempt to its success. All times are seconds. */
export interface ThrottledCall {
  /** How long to sleep before the first attempt. */
  readonly sleepBeforeS: number;
  /**
   * The attempt was refused with 429: how long to sleep before the next; undefined when this
   * strategy does not try again.
   */
  refused(): number | undefined;
  /**
   * The attempt was answered. `remaining` is the header `RateLimit-Remaining`; without it the
   * account is taken to be full.
   */
  succeeded(remaining: number | undefined): void;
}

/** Seconds of the smallest sleep: the time in which the account earns one token. */
const SMALLEST_SLEEP_S = ACCOUNT_LIMIT.refillMs / 1000;

/**
 * The divisor of the proportional decreases. Source: rate_throttle_client 0.1.2; read 2026-11-23.
 */
const DECREASE_DIVISOR = 4500;

/**
 * Share of a sleep that is added at random, at most. Source: rate_throttle_client 0.1.2; read
 * 2026-11-23.
 */
const JITTER = 0.1;

/**
 * Tokens below which the account counts as nearly empty, so that a success is no reason to hurry.
 */
const RESERVE = 20;

/**
 * What each strategy makes of the sleep after a success. The first three and their names are those
 * of rate_throttle_client 0.1.2, whose default is `proportional-remaining-decrease`.
 * `reserve-keeping-decrease` is ours: while fewer than 20 tokens are left a success lengthens the
 * sleep a little, and above that it shortens it ten times as strongly.
 */
const AFTER_SUCCESS: Readonly<
  Record<
    Exclude<ThrottleStrategy, 'none' | 'exponential-backoff'>,
    (sleepS: number, remaining: number) => number
  >
> = {
  'gradual-decrease': (sleepS) => Math.max(0, sleepS - SMALLEST_SLEEP_S),
  'proportional-decrease': (sleepS) => sleepS - sleepS / DECREASE_DIVISOR,
  'proportional-remaining-decrease': (sleepS, remaining) =>
    sleepS - (sleepS * remaining) / DECREASE_DIVISOR,
  'reserve-keeping-decrease': (sleepS, remaining) =>
    remaining < RESERVE
      ? sleepS * 1.02 + 0.02
      : Math.max(0, sleepS - (sleepS * 10 * (remaining - RESERVE)) / DECREASE_DIVISOR),
};

/**
 * The strategy our client uses. Against the gem's default (`proportional-remaining-decrease`), in
 * half an hour from an empty account, median of 100 runs of `simulateThrottles` with 10 clients:
 * refused 2.6 % of requests for 3.3 %, longest sleep 16 s for 17 s, spread of requests between
 * clients 59 for 86, served 2241 for 2246 of 2250; with 25 clients refused 10.9 % for 12.2 %. A
 * full account of 4500 is used up equally fast.
 */
export const DEFAULT_STRATEGY: ThrottleStrategy = 'reserve-keeping-decrease';

/**
 * A throttle of the given strategy. Calls that run side by side share the remembered sleep; the
 * last to succeed decides it.
 */
export function createThrottle(strategy: ThrottleStrategy, options: ThrottleOptions): Throttle {
  const { random, multiplier = 1.2 } = options;
  const jittered = (sleepS: number): number => sleepS * (1 + random() * JITTER);
  let remembered = options.sleepS ?? 0;

  if (strategy === 'none') {
    return {
      sleepS: 0,
      begin: () => ({ sleepBeforeS: 0, refused: () => undefined, succeeded: () => {} }),
    };
  }
  if (strategy === 'exponential-backoff') {
    return {
      sleepS: 0,
      begin() {
        let nextS = SMALLEST_SLEEP_S;
        return {
          sleepBeforeS: 0,
          refused() {
            const sleepS = jittered(nextS);
            nextS *= multiplier;
            return sleepS;
          },
          succeeded() {},
        };
      },
    };
  }
  const afterSuccess = AFTER_SUCCESS[strategy];
  return {
    get sleepS() {
      return remembered;
    },
    begin() {
      // A call goes on from the sleep it began with, whatever calls beside it have remembered
      // meanwhile.
      let ownS = remembered;
      return {
        sleepBeforeS: jittered(ownS),
        refused() {
          ownS += SMALLEST_SLEEP_S;
          const sleepS = jittered(ownS);
          ownS *= multiplier;
          return sleepS;
        },
        succeeded(remaining = ACCOUNT_LIMIT.size) {
          remembered = afterSuccess(ownS, remaining);
        },
      };
    },
  };
}
