import { type Throttle, type ThrottleOptions, TOKEN_S } from './throttle.ts';

/**
 * Factor between two sleeps of one call. Source: rate_throttle_client 0.1.2; read 2026-11-23.
 */
const MULTIPLIER = 1.2;

/**
 * The divisor of the proportional decreases. Source: rate_throttle_client 0.1.2; read 2026-11-23.
 */
export const DECREASE_DIVISOR = 4500;

/**
 * Largest share of a sleep that is added at random. Source: rate_throttle_client 0.1.2; read
 * 2026-11-23.
 */
const JITTER = 0.1;

/** The gem's options, which its published benchmark varies. */
export interface GemThrottleOptions extends ThrottleOptions {
  /** Factor between two sleeps of one call; 1.2 when left out. */
  readonly multiplier?: number;
}

/** The sleep to remember after a success, from the sleep of the call and the tokens left. */
export type AfterSuccess = (sleepS: number, remaining: number) => number;

/**
 * The decreases of the gem by the name of the strategy. Source: rate_throttle_client 0.1.2, classes
 * ExponentialIncrease…Decrease; read 2026-11-23.
 */
export const GEM_DECREASES = {
  'gradual-decrease': (sleepS) => Math.max(0, sleepS - TOKEN_S),
  'proportional-decrease': (sleepS) => sleepS - sleepS / DECREASE_DIVISOR,
  'proportional-remaining-decrease': (sleepS, remaining) =>
    Math.max(0, sleepS - (sleepS * remaining) / DECREASE_DIVISOR),
} as const satisfies Readonly<Record<string, AfterSuccess>>;

/** A throttle that never sleeps and gives up at the first refusal: the gem's `Null`. */
export function createNoThrottle(): Throttle {
  return {
    sleepS: 0,
    begin: () => ({ sleepBeforeS: 0, refused: () => undefined, succeeded: () => {} }),
  };
}

/** A throttle that sleeps longer at each refusal and forgets everything after a success. */
export function createExponentialBackoff(options: GemThrottleOptions): Throttle {
  const { random, multiplier = MULTIPLIER } = options;
  return {
    sleepS: 0,
    begin() {
      let nextS = TOKEN_S;
      return {
        sleepBeforeS: 0,
        refused() {
          const sleepS = nextS * (1 + random() * JITTER);
          nextS *= multiplier;
          return sleepS;
        },
        succeeded() {},
      };
    },
  };
}

/**
 * A throttle that remembers its sleep between calls: refusals lengthen it, and `afterSuccess` says
 * what remains of it. Calls that run side by side share it; the last to succeed decides. An answer
 * without `RateLimit-Remaining` counts as one without tokens left, as in the gem.
 */
export function createRememberingThrottle(
  afterSuccess: AfterSuccess,
  options: GemThrottleOptions,
): Throttle {
  const { random, multiplier = MULTIPLIER } = options;
  const jittered = (sleepS: number): number => sleepS * (1 + random() * JITTER);
  let remembered = options.sleepS ?? 0;
  return {
    get sleepS() {
      return remembered;
    },
    begin() {
      // A call continues from the sleep it began with, whatever parallel calls have remembered
      // meanwhile.
      let ownS = remembered;
      return {
        sleepBeforeS: jittered(ownS),
        refused() {
          ownS += TOKEN_S;
          const sleepS = jittered(ownS);
          ownS *= multiplier;
          return sleepS;
        },
        succeeded(_atS, remaining = 0) {
          remembered = afterSuccess(ownS, remaining);
        },
      };
    },
  };
}
