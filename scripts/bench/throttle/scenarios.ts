import {
  ACCOUNT_LIMIT,
  createFixedPool,
  createGcraLimiter,
} from '../../../src/platform-api/rate-limit.ts';
import type { Throttle, ThrottleOptions } from '../../../src/platform-api/throttle.ts';
import {
  type SimulatedAttempt,
  simulateThrottles,
  type ThrottleMeasure,
} from '../../../src/platform-api/throttle-simulation.ts';
import { median } from '../measure.ts';
import { seededRandom } from './seeded-random.ts';

/** Makes the throttle of one client. */
export type MakeThrottle = (options: ThrottleOptions) => Throttle;

/** Seconds of the published benchmark: half an hour. */
export const HALF_HOUR_S = 1800;

/** What each of ten processes reads in the short job, as one `dynoready compare` does. */
export const SHORT_JOB_CALLS = 8;

export interface Scenario {
  readonly clients: number;
  /** Clients that share one throttle, as the threads of a process do; 1 when left out. */
  readonly threads?: number;
  readonly seed: number;
  readonly onAttempt?: (attempt: SimulatedAttempt) => void;
}

function makeThrottles(
  make: MakeThrottle,
  { clients, threads = 1 }: Scenario,
  options: ThrottleOptions,
): Throttle[] {
  const processes = Array.from({ length: clients / threads }, () => make(options));
  return Array.from({ length: clients }, (_, index) => processes[Math.floor(index / threads)]!);
}

/** Half an hour of clients that call as often as they may, from an empty account. */
export function halfHour(make: MakeThrottle, scenario: Scenario): ThrottleMeasure {
  const random = seededRandom(scenario.seed);
  return simulateThrottles({
    limiter: createGcraLimiter(ACCOUNT_LIMIT, 0),
    throttles: makeThrottles(make, scenario, { random }),
    random,
    untilS: HALF_HOUR_S,
    ...(scenario.onAttempt && { onAttempt: scenario.onAttempt }),
  });
}

/**
 * Seconds in which ten clients that sleep a second between calls use up a full account that earns
 * nothing.
 */
export function secondsToClear(make: MakeThrottle, seed: number): number {
  const random = seededRandom(seed);
  return simulateThrottles({
    limiter: createFixedPool(ACCOUNT_LIMIT.size),
    throttles: makeThrottles(make, { clients: 10, seed }, { random, sleepS: 1 }),
    random,
    untilS: 100_000,
    untilServed: ACCOUNT_LIMIT.size,
  }).endedAtS;
}

/** Ten processes that start together on an empty account and end after eight answers each. */
export function shortJob(make: MakeThrottle, seed: number): ThrottleMeasure {
  const random = seededRandom(seed);
  return simulateThrottles({
    limiter: createGcraLimiter(ACCOUNT_LIMIT, 0),
    throttles: makeThrottles(make, { clients: 10, seed }, { random }),
    random,
    untilS: HALF_HOUR_S,
    callsPerClient: SHORT_JOB_CALLS,
  });
}

/** Each figure's median over the seeds 1 to `runs`. */
export function medians(runs: number, measure: (seed: number) => ThrottleMeasure): ThrottleMeasure {
  const measured = Array.from({ length: runs }, (_, index) => measure(index + 1));
  const of = (key: keyof ThrottleMeasure): number => median(measured.map((run) => run[key]));
  return {
    retryRate: of('retryRate'),
    longestSleepS: of('longestSleepS'),
    requestSpread: of('requestSpread'),
    served: of('served'),
    refused: of('refused'),
    endedAtS: of('endedAtS'),
  };
}
