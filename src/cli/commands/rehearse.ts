import { type Command, Option } from 'commander';
import type { Terminal } from '../command.ts';
import { declareRehearsalOptions, rehearsalOptionsSchema } from '../rehearsal-options.ts';
import { runRehearsal } from '../rehearsal-run.ts';
import { renderEvent } from '../report/rehearsal-events.ts';

export function declare(command: Command): Command {
  const until = new Option(
    '--until <phase>',
    'the last phase to run; an app that was booted is stopped',
  ).choices(['release', 'boot']);
  return declareRehearsalOptions(command, ['pretty', 'json', 'jsonl'])
    .addOption(until)
    .addHelpText(
      'after',
      `
Runs the project's own code, on this machine alone, with nothing of your shell's environment: the build that git would push, the deploy
check, the release command on a real Postgres, the web process, and requests as the router sends them. Nothing in the project changes.
--format jsonl prints an event per line as it happens, the whole result as the last one. Exit code 1 when a phase failed.`,
    );
}

/** 0 when every phase passed, 1 when one failed. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = rehearsalOptionsSchema.parse(given);
  const rehearsal = await runRehearsal(terminal, {
    operands,
    options,
    signal: terminal.signal,
    command: 'dynoready rehearse',
    ...(options.format === 'jsonl' ? { onEvent: (event) => terminal.out(renderEvent(event)) } : {}),
  });
  return rehearsal.verdict === 'passed' ? 0 : 1;
}
