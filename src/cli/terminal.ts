import type { Writable } from 'node:stream';
import type { Terminal } from './command.ts';

/**
 * The terminal of this very process. `NO_COLOR` (any value) and `FORCE_COLOR` are honoured; without
 * a terminal a line has 80 columns.
 */
export function processTerminal(
  signal: AbortSignal,
  yieldInterrupts: () => () => void = () => () => {},
): Terminal {
  const { env, stdin, stdout, stderr } = process;
  const noColor = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return {
    cwd: workingFolder(env),
    env,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    interactive: Boolean(stdin.isTTY && stdout.isTTY),
    color: !noColor && (Boolean(stdout.isTTY) || (env.FORCE_COLOR ?? '0') !== '0'),
    columns: stdout.columns ?? stderr.columns ?? 80,
    showsProgress: Boolean(stderr.isTTY) && env.TERM !== 'dumb',
    signal,
    yieldInterrupts,
  };
}

/**
 * Resolves when the stream has passed on all that was written to it, or cannot any more. A pipe
 * holds 64 KiB until its reader takes them; whoever ends the process before that cuts the rest off.
 */
export function untilTaken(stream: Writable): Promise<void> {
  return new Promise((resolve) => void stream.write('', () => resolve()));
}

/**
 * The working folder. One that was deleted meanwhile is still named, so that whoever looks for it
 * can say that it is gone.
 */
function workingFolder(env: NodeJS.ProcessEnv): string {
  try {
    return process.cwd();
  } catch {
    return env.PWD ?? '/';
  }
}
