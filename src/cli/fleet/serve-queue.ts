import { escapeControls } from '../../facts/escape-controls.ts';
import { connectToQueue } from '../../fleet/queue/connect.ts';
import { workQueue } from '../../fleet/queue/work-queue.ts';
import { canIsolate } from '../../fleet/sandbox/rehearse-folder.ts';
import { packageVersion } from '../../machine/package-version.ts';
import type { Terminal } from '../command.ts';
import { rehearser } from './rehearser.ts';
import { workerCommand } from './worker-command.ts';

/** Milliseconds that a rehearsal may take on a worker. */
const REHEARSE_TIMEOUT_MS = 900_000;

/** Takes jobs of a queue until the terminal's signal aborts, and says what became of each. */
export async function serveQueue(
  terminal: Terminal,
  options: {
    readonly url: string;
    readonly workers: number;
    readonly lostAfterMs: number;
    readonly trusted: boolean;
  },
): Promise<void> {
  const { url, workers, lostAfterMs, trusted } = options;
  const connection = await connectToQueue(url, (line) => terminal.err(`${line}\n`));
  terminal.err(`Taking jobs from ${connection.shown}, ${workers} at a time. Ctrl-C ends it.\n`);
  try {
    await workQueue({
      ...{ connection, workers, lostAfterMs, checker: packageVersion() },
      ...{ worker: workerCommand(terminal), env: terminal.env, signal: terminal.signal },
      rehearse: canIsolate(terminal.env, trusted)
        ? rehearser(terminal, trusted, REHEARSE_TIMEOUT_MS)
        : undefined,
      onEnd: ({ repository, status }, isKept) =>
        terminal.err(`${status}  ${escapeControls(repository)}${isKept ? ' (unchanged)' : ''}\n`),
    });
  } finally {
    connection.redis.disconnect();
  }
}
