import { ACCOUNT_LIMIT } from './rate-limit.ts';

/**
 * The throttle of one client. It remembers how long to sleep between calls, and neither sleeps nor
 * reads a clock itself.
 */
export interface Throttle {
  /** The remembered sleep in seconds, without jitter. */
  readonly sleepS: number;
  begin(): ThrottledCall;
}

/** One call from its first attempt to its answer. All times are seconds. */
export interface ThrottledCall {
  /** How long to sleep before the first attempt. */
  readonly sleepBeforeS: number;
  /**
   * Call when the attempt was refused with 429 at `atS` on any clock that never goes back. Returns
   * how long to sleep before the next attempt; undefined when this strategy gives up.
   */
  refused(atS: number): number | undefined;
  /**
   * Call when the attempt was answered. `remaining` is the header `RateLimit-Remaining`; undefined
   * when there is none.
   */
  succeeded(atS: number, remaining: number | undefined): void;
}

/** What every strategy needs. */
export interface ThrottleOptions {
  /** Numbers in [0, 1): spread the sleeps of clients that were refused together. */
  readonly random: () => number;
  /** Seconds of sleep remembered before the first call; 0 when left out. */
  readonly sleepS?: number;
}

/** Seconds in which an account earns one token. */
export const TOKEN_S = ACCOUNT_LIMIT.refillMs / 1000;
