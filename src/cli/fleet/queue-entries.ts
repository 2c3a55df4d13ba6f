import { type FleetLine, fleetKey } from '../../fleet/line.ts';
import type { FleetEntry } from '../../fleet/list.ts';
import { connectToQueue } from '../../fleet/queue/connect.ts';
import { type FillQueueOptions, fillQueue } from '../../fleet/queue/fill-queue.ts';
import type { ResultFile } from '../../fleet/result-file.ts';
import type { Terminal } from '../command.ts';

/**
 * Has the workers of a queue look at the repositories of which the file of results has no line of
 * this run yet.
 */
export async function queueEntries(
  terminal: Terminal,
  url: string,
  entries: readonly FleetEntry[],
  context: Omit<FillQueueOptions, 'connection'>,
  results: ResultFile,
  count: (status: FleetLine['status'] | undefined) => void,
): Promise<void> {
  const left = entries.filter(({ repository }) => {
    const known = results.known(repository);
    return known === undefined || known.key !== fleetKey(repository, known, context.run);
  });
  for (let at = left.length; at < entries.length; at += 1) count(undefined);
  const connection = await connectToQueue(url, (line) => terminal.err(`${line}\n`));
  try {
    await fillQueue(left, { ...context, connection });
  } finally {
    connection.redis.disconnect();
  }
}
