import type { Limiter } from './rate-limit.ts';
import type { Throttle, ThrottledCall } from './throttle.ts';

/** What a run of several clients against one account showed. */
export interface ThrottleMeasure {
  /** Refused requests as a share of all (0 to 1), the mean over the clients. */
  readonly retryRate: number;
  /** The longest single sleep in seconds. */
  readonly longestSleepS: number;
  /**
   * Standard deviation of the number of requests between the clients: a greedy client is a fault.
   */
  readonly requestSpread: number;
  /** Requests that were answered. */
  readonly served: number;
  /** Requests that were refused with 429. */
  readonly refused: number;
  /** Seconds of simulated time until the run ended. */
  readonly endedAtS: number;
}

export interface ThrottleRun {
  readonly limiter: Limiter;
  /** One throttle per client; clients that share a state give the same one. */
  readonly throttles: readonly Throttle[];
  readonly random: () => number;
  /** Simulated seconds after which no new attempt starts. */
  readonly untilS: number;
  /** Ends the run once so many requests were answered. */
  readonly untilServed?: number;
  /** Answered calls after which a client is done; without an end when left out. */
  readonly callsPerClient?: number;
  /** Told of every attempt, in order. */
  readonly onAttempt?: (attempt: SimulatedAttempt) => void;
}

/** One attempt of a client, as it left the account behind. */
export interface SimulatedAttempt {
  readonly atS: number;
  readonly client: number;
  /** Seconds that the client slept before it. */
  readonly sleptS: number;
  readonly allowed: boolean;
  /** Whole tokens left. */
  readonly remaining: number;
}

/** Seconds from sending a request to its answer, on average; each varies by 30 % either way. */
const LATENCY_S = 0.03;
const LATENCY_VARIATION = 0.3;

interface Attempt {
  readonly atS: number;
  readonly sleptS: number;
  readonly client: number;
  readonly call: ThrottledCall;
}

/**
 * Lets clients call as fast as their throttles allow, in simulated time: half an hour of ten
 * clients takes a few milliseconds.
 */
export function simulateThrottles(run: ThrottleRun): ThrottleMeasure {
  const { limiter, throttles, random } = run;
  const { callsPerClient = Number.POSITIVE_INFINITY } = run;
  const counts = throttles.map(() => ({ requests: 0, refused: 0 }));
  const queue = createQueue();
  let longestSleepS = 0;
  let served = 0;
  let nowS = 0;

  const sleep = (fromS: number, sleepS: number, client: number, call: ThrottledCall): void => {
    longestSleepS = Math.max(longestSleepS, sleepS);
    queue.push({ atS: fromS + sleepS, sleptS: sleepS, client, call });
  };
  const beginCall = (fromS: number, client: number): void => {
    const call = throttles[client]!.begin();
    sleep(fromS, call.sleepBeforeS, client, call);
  };
  for (const client of throttles.keys()) beginCall(0, client);

  for (
    let attempt = queue.pop();
    attempt !== undefined && attempt.atS < run.untilS;
    attempt = queue.pop()
  ) {
    const { client, call } = attempt;
    nowS = attempt.atS + LATENCY_S * (1 + LATENCY_VARIATION * (2 * random() - 1));
    const { allowed, remaining } = limiter.take(attempt.atS * 1000);
    const count = counts[client]!;
    count.requests += 1;
    run.onAttempt?.({ atS: attempt.atS, client, sleptS: attempt.sleptS, allowed, remaining });
    if (allowed) {
      call.succeeded(nowS, remaining);
      served += 1;
      if (served === run.untilServed) break;
      if (count.requests - count.refused < callsPerClient) beginCall(nowS, client);
      continue;
    }
    count.refused += 1;
    const sleepS = call.refused(nowS);
    if (sleepS === undefined) beginCall(nowS, client);
    else sleep(nowS, sleepS, client, call);
  }

  const rates = counts.map(({ requests, refused }) => (requests === 0 ? 0 : refused / requests));
  return {
    retryRate: mean(rates),
    longestSleepS,
    requestSpread: deviation(counts.map(({ requests }) => requests)),
    served,
    refused: counts.reduce((sum, { refused }) => sum + refused, 0),
    endedAtS: nowS,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/**
 * The waiting attempts, the earliest first. There are as few as there are clients, so a sorted list
 * is enough.
 */
function createQueue(): { push(attempt: Attempt): void; pop(): Attempt | undefined } {
  const waiting: Attempt[] = [];
  return {
    push(attempt) {
      const index = waiting.findIndex(({ atS }) => atS < attempt.atS);
      waiting.splice(index === -1 ? waiting.length : index, 0, attempt);
    },
    pop: () => waiting.pop(),
  };
}
