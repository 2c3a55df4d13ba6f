import { createConsumptionMatchingThrottle } from './consumption-matching-throttle.ts';
import {
  createExponentialBackoff,
  createNoThrottle,
  createRememberingThrottle,
  GEM_DECREASES,
} from './gem-throttles.ts';
import type { Throttle, ThrottleOptions } from './throttle.ts';

/**
 * Ways of a client to stay below a limit that it shares with clients it does not know. The first
 * five are those of rate_throttle_client 0.1.2, whose default is `proportional-remaining-decrease`;
 * the last is ours.
 */
const STRATEGIES = {
  none: createNoThrottle,
  'exponential-backoff': createExponentialBackoff,
  'gradual-decrease': (options) =>
    createRememberingThrottle(GEM_DECREASES['gradual-decrease'], options),
  'proportional-decrease': (options) =>
    createRememberingThrottle(GEM_DECREASES['proportional-decrease'], options),
  'proportional-remaining-decrease': (options) =>
    createRememberingThrottle(GEM_DECREASES['proportional-remaining-decrease'], options),
  'consumption-matching': createConsumptionMatchingThrottle,
} as const satisfies Readonly<Record<string, (options: ThrottleOptions) => Throttle>>;

export type ThrottleStrategy = keyof typeof STRATEGIES;

/** The names of all strategies. */
export const THROTTLE_STRATEGIES = Object.keys(STRATEGIES) as readonly ThrottleStrategy[];

/**
 * The strategy our client uses. Against the gem's default, in half an hour from an empty account
 * (medians of 100 runs of `simulateThrottles`): 0.5, 1.3, 5.1 and 13.3 % of the requests refused
 * with 5, 10, 25 and 50 clients instead of 1.3, 3.3, 12.3 and 26.5 %; all clients get the same share.
 */
export const DEFAULT_STRATEGY: ThrottleStrategy = 'consumption-matching';

/** A new throttle of the given strategy. */
export function createThrottle(strategy: ThrottleStrategy, options: ThrottleOptions): Throttle {
  return STRATEGIES[strategy](options);
}
