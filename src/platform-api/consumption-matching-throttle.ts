import { type Throttle, type ThrottleOptions, TOKEN_S } from './throttle.ts';

/** Tokens that an account earns in a second. */
const REFILL_PER_S = 1 / TOKEN_S;

/** Largest share of a sleep that is added or taken away at random. */
const JITTER = 0.07;

/**
 * How the sleep of a call grows with each refusal: by this factor, and then by so many seconds. A
 * client without memory draws from a window that grows faster, because it knows nothing yet.
 */
const GROWTH = 1.2;
const GROWTH_S = 4 * TOKEN_S;
const FIRST_WINDOW_S = TOKEN_S;
const WINDOW_GROWTH_S = 5 * TOKEN_S;

/** The sleep to remember after a first success is at least this long. */
const FIRST_SLEEP_S = 2 * TOKEN_S;

/**
 * Shares of the time since the first refusal, and of the last window, that are the first estimate of
 * the sleep: the later a client gets through, the more clients there are.
 */
const SHARE_OF_TIME = 0.35;
const SHARE_OF_WINDOW = 0.7;

/** Exponent and bounds of the correction that one success makes. */
const CORRECTION = 0.5;
const STRONGEST_DECREASE = 0.75;
const STRONGEST_INCREASE = 1.4;

/**
 * The common price of a call, in seconds of sleep: `EMPTY_PRICE_S` when no token is left, less by a
 * factor of e for each `PRICE_TOKENS` tokens. Each success moves the sleep towards it by the exponent
 * `PULL`. All clients see the same price, so their sleeps become equal.
 */
const EMPTY_PRICE_S = 300 * TOKEN_S;
const PRICE_TOKENS = 3;
const PULL = 0.07;

/**
 * Above `PLENTY` tokens the sleep shrinks with the surplus; a surplus of `SURPLUS` tokens ends it.
 */
const PLENTY = 20;
const SURPLUS = 100;

/**
 * Shortest time between two answers over which consumption is measured, as a share of the sleep.
 * Parallel calls of one client answer closer together.
 */
const SHORTEST_MEASURE = 0.5;

interface Observation {
  readonly atS: number;
  readonly remaining: number;
}

/**
 * A throttle that matches what all clients consume to what the account earns. Each client measures
 * the consumption of all between two of its own answers: the tokens that are missing, and those
 * earned meanwhile. `docs/throttle.md` explains the rules and shows the measurements behind them.
 */
export function createConsumptionMatchingThrottle(options: ThrottleOptions): Throttle {
  const { random } = options;
  const jittered = (sleepS: number): number => sleepS * (1 + JITTER * (2 * random() - 1));
  let remembered = options.sleepS ?? 0;
  let last: Observation | undefined;

  return {
    get sleepS() {
      return remembered;
    },
    begin() {
      let ownS = remembered;
      const knowsNothing = ownS < TOKEN_S;
      let windowS = 0;
      let firstRefusalS: number | undefined;
      return {
        sleepBeforeS: jittered(ownS),
        refused(atS) {
          last = { atS, remaining: 0 };
          if (knowsNothing) {
            windowS = firstRefusalS === undefined ? FIRST_WINDOW_S : grow(windowS, WINDOW_GROWTH_S);
            firstRefusalS ??= atS;
            return TOKEN_S + random() * windowS;
          }
          firstRefusalS ??= atS;
          ownS = grow(ownS, GROWTH_S);
          return jittered(ownS);
        },
        succeeded(atS, remaining) {
          const now = remaining === undefined ? undefined : { atS, remaining };
          if (firstRefusalS !== undefined)
            remembered = knowsNothing ? estimateSleep(atS - firstRefusalS, windowS) : ownS;
          else if (now === undefined) remembered = Math.max(ownS, TOKEN_S);
          else if (now.remaining > PLENTY) remembered *= withPlenty(now.remaining);
          else if (last !== undefined) {
            if (atS - last.atS <= SHORTEST_MEASURE * ownS) return;
            remembered *= correction(remembered, last, now);
          }
          last = now;
        },
      };
    },
  };
}

function grow(sleepS: number, byS: number): number {
  return GROWTH * sleepS + byS;
}

function estimateSleep(sinceFirstRefusalS: number, windowS: number): number {
  return Math.max(FIRST_SLEEP_S, SHARE_OF_TIME * sinceFirstRefusalS, SHARE_OF_WINDOW * windowS);
}

/** The factor for the sleep when there are more tokens left than the clients need as a buffer. */
function withPlenty(remaining: number): number {
  return Math.max(0, 1 - (remaining - PLENTY) / SURPLUS);
}

/** The factor for the sleep after a call that was answered at once, later than `before`. */
function correction(sleepS: number, before: Observation, now: Observation): number {
  const used = (before.remaining - now.remaining) / (now.atS - before.atS) + REFILL_PER_S;
  const priceS = EMPTY_PRICE_S * Math.exp(-now.remaining / PRICE_TOKENS);
  // `remaining` is rounded, so the measured consumption can be zero or less. A sleep can be zero.
  const balance = (Math.max(used, 0.05) / REFILL_PER_S) ** CORRECTION;
  const pull = (priceS / Math.max(sleepS, 0.01)) ** PULL;
  return Math.min(STRONGEST_INCREASE, Math.max(STRONGEST_DECREASE, balance * pull));
}
