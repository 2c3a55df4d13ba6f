import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Terminal } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { numberOf } from '../fleet/fleet-options.ts';

const optionsSchema = z.object({
  queue: z.string().optional(),
  workers: z.string().optional(),
  lostAfter: z.string(),
  trusted: z.boolean().optional(),
});

export function declare(command: Command): Command {
  return command
    .option('--queue <url>', 'the Redis of the fleet, such as redis://localhost:6379')
    .option('-w, --workers <n>', 'worker processes (default: one for each processor core)')
    .option(
      '--lost-after <seconds>',
      'when the jobs of a worker that disappeared are given to others',
      '30',
    )
    .option('--trusted', 'run the code of jobs that rehearse as you, not isolated by bubblewrap')
    .addHelpText(
      'after',
      `
Takes jobs of dynoready fleet --queue until Ctrl-C, and finishes those it has. Start it on as many machines as you like, in the version of the fleet.
Without --queue it takes jobs on standard input, as the processes of a fleet on one machine do.`,
    );
}

/** 0 when there are no more jobs, 130 after a signal. */
export async function run(
  terminal: Terminal,
  _operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { queue, workers, lostAfter, trusted = false } = optionsSchema.parse(given);
  if (queue === undefined) {
    const { serveJobs } = await import('../fleet/serve-jobs.ts');
    const left = new Promise<void>((resolve) => {
      terminal.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([serveJobs(process.stdin, terminal.out), left]);
  } else {
    const { serveQueue } = await import('../fleet/serve-queue.ts');
    await serveQueue(terminal, {
      url: queue,
      trusted,
      workers:
        workers === undefined ? availableParallelism() : numberOf('--workers', workers, 1, 256),
      lostAfterMs: numberOf('--lost-after', lostAfter, 1, 3_600) * 1000,
    });
  }
  return terminal.signal.aborted ? EXIT.interrupted : EXIT.ok;
}
