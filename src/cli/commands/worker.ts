import type { Command } from 'commander';
import type { Terminal } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { serveJobs } from '../fleet/serve-jobs.ts';

export function declare(command: Command): Command {
  return command.addHelpText(
    'after',
    `
Without options it takes jobs on standard input, as the processes of \`dynoready fleet\` do.`,
  );
}

/** 0 when there are no more jobs, 130 after a signal. */
export async function run(terminal: Terminal): Promise<number> {
  const left = new Promise<void>((resolve) => {
    terminal.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([serveJobs(process.stdin, terminal.out), left]);
  return terminal.signal.aborted ? EXIT.interrupted : EXIT.ok;
}
