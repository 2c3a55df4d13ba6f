import type { SharedLimit } from '../platform-api/shared-limit.ts';
import type { Terminal } from './command.ts';

/**
 * Runs `work` with the limit of API calls that all clients of an account share in a Redis; with none
 * where no Redis is named. Returns what `work` returns.
 */
export async function withSharedLimit<Result>(
  terminal: Terminal,
  url: string | undefined,
  token: string,
  work: (limit: SharedLimit | undefined) => Promise<Result>,
): Promise<Result> {
  if (url === undefined) return await work(undefined);
  const [{ connectToQueue }, { createRedisLimit }] = await Promise.all([
    import('../fleet/queue/connect.ts'),
    import('../fleet/queue/redis-limit.ts'),
  ]);
  const connection = await connectToQueue(url, (line) => terminal.err(`${line}\n`));
  try {
    return await work(createRedisLimit(connection, token));
  } finally {
    connection.redis.disconnect();
  }
}
