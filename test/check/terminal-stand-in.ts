import { Command } from 'commander';
import { declare, run } from '../../src/cli/commands/check.ts';

/** A `dynoready check` under way: what it printed so far, and its exit code at the end. */
export interface CheckRun {
  out: string;
  err: string;
  readonly ended: Promise<number>;
}

/**
 * Starts the command as typed, through commander, so that declared defaults and choices are part of
 * the test.
 */
export function startCheck(
  cwd: string,
  words: readonly string[],
  given: { readonly signal?: AbortSignal; readonly interactive?: boolean } = {},
): CheckRun {
  const terminal = {
    cwd,
    env: { DYNOREADY_STATE: `${cwd}-state` },
    out: (text: string) => {
      running.out += text;
    },
    err: (text: string) => {
      running.err += text;
    },
    interactive: given.interactive ?? false,
    color: false,
    columns: 100,
    signal: given.signal ?? new AbortController().signal,
  };
  const command = declare(
    new Command('check').exitOverride().configureOutput({ writeErr: () => {} }),
  );
  let code = -1;
  command.action(async () => {
    code = await run(terminal, command.args, command.opts());
  });
  const running: { out: string; err: string; ended: Promise<number> } = {
    out: '',
    err: '',
    ended: Promise.resolve(-1),
  };
  running.ended = command.parseAsync([...words], { from: 'user' }).then(() => code);
  return running;
}
