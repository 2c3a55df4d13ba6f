import { UsageError } from '../../facts/usage-error.ts';
import { Redis } from './bullmq.ts';
import { redisAddress, shownAddress } from './redis-address.ts';

/** Milliseconds that the first connection may take. */
const CONNECT_LIMIT_MS = 10_000;
/** Milliseconds between two attempts to connect again. */
const LONGEST_PAUSE_MS = 2_000;

/** A connection to the Redis of a queue. */
export interface QueueConnection {
  readonly redis: Redis;
  /** Where it is, without a password. */
  readonly shown: string;
}

/**
 * Connects to the Redis that an URL names. Throws a UsageError when it does not answer. A
 * connection that is lost later is made again, and commands wait for it.
 */
export async function connectToQueue(
  url: string,
  tell: (line: string) => void,
): Promise<QueueConnection> {
  const options = redisAddress(url);
  const shown = shownAddress(options);
  let isReady = false;
  let problem = '';
  const redis = new Redis({
    ...options,
    lazyConnect: true,
    connectTimeout: CONNECT_LIMIT_MS,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isReady ? Math.min(times * 100, LONGEST_PAUSE_MS) : null),
  });
  redis.on('error', (error: Error) => {
    problem = error.message;
  });
  redis.on('close', () => isReady && tell(`The connection to ${shown} is lost; waiting for it.`));
  try {
    await redis.connect();
    await redis.ping();
    isReady = true;
    return { redis, shown };
  } catch (error) {
    redis.disconnect();
    throw new UsageError(`The Redis at ${shown} does not answer`, {
      evidence: [problem || (error as Error).message],
      next: ['Start one, or correct the address.'],
    });
  }
}
