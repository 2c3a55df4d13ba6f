import { createHash } from 'node:crypto';
import { ACCOUNT_LIMIT, type AccountLimit } from '../../platform-api/rate-limit.ts';
import type { SharedLimit } from '../../platform-api/shared-limit.ts';
import type { QueueConnection } from './connect.ts';

/**
 * GCRA as one number in Redis: the time at which the account would be full again, in milliseconds
 * of Redis' clock. A turn moves it on by the time of one call. What is learned only moves it on:
 * turns that are given already stay counted.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local refill, size, remaining = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
local wait = 0
if remaining >= 0 then
  full = math.max(full, now + (size - remaining) * refill)
else
  wait = math.max(0, full - now - (size - 1) * refill)
  full = full + refill
end
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', string.format('%.0f', full - now + 60000))
return wait`;

/** Stands for a turn in the place of what is left. */
const TURN = -1;

/** The limit of the account that a token belongs to, kept in a Redis without the token. */
export function createRedisLimit(
  { redis }: QueueConnection,
  token: string,
  { refillMs, size }: AccountLimit = ACCOUNT_LIMIT,
): SharedLimit {
  const account = createHash('sha256').update(token).digest('hex').slice(0, 32);
  const ask = async (remaining: number): Promise<number> =>
    Number(
      await redis.eval(SCRIPT, 1, `dynoready-platform-api:${account}`, refillMs, size, remaining),
    );
  return {
    takeTurn: () => ask(TURN),
    async learn(remaining) {
      await ask(Math.max(Math.min(Math.floor(remaining), size), 0));
    },
  };
}
