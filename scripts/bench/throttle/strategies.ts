import {
  createExponentialBackoff,
  createRememberingThrottle,
  DECREASE_DIVISOR,
} from '../../../src/platform-api/gem-throttles.ts';
import {
  createThrottle,
  THROTTLE_STRATEGIES,
} from '../../../src/platform-api/throttle-strategies.ts';
import type { MakeThrottle } from './scenarios.ts';

/** A strategy as the tables name it. */
export interface NamedStrategy {
  readonly name: string;
  readonly make: MakeThrottle;
}

/** Every strategy that tries again after a refusal. */
export const STRATEGIES: readonly NamedStrategy[] = THROTTLE_STRATEGIES.filter(
  (name) => name !== 'none',
).map((name) => ({ name, make: (options) => createThrottle(name, options) }));

/** Plain backoff with the other factor that the gem's benchmark published. */
export const DOUBLING_BACKOFF: NamedStrategy = {
  name: 'exponential-backoff, factor 2',
  make: (options) => createExponentialBackoff({ ...options, multiplier: 2 }),
};

/**
 * The gem's default with a success that lengthens the sleep while the account is nearly empty: what
 * the default became before clients measured what all of them consume.
 */
export const VARIANTS: readonly NamedStrategy[] = [
  {
    name: 'default of the gem, longer below 3 tokens',
    make: (options) =>
      createRememberingThrottle(
        (sleepS, remaining) =>
          remaining < 3 ? sleepS * 1.02 + 0.02 : shorter(sleepS, remaining / DECREASE_DIVISOR),
        options,
      ),
  },
  {
    name: 'default of the gem, longer below 20 tokens',
    make: (options) =>
      createRememberingThrottle(
        (sleepS, remaining) =>
          remaining < 20
            ? sleepS * 1.02 + 0.02
            : shorter(sleepS, (10 * (remaining - 20)) / DECREASE_DIVISOR),
        options,
      ),
  },
];

function shorter(sleepS: number, share: number): number {
  return Math.max(0, sleepS * (1 - share));
}
