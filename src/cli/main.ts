#!/usr/bin/env node
import { EXIT } from './exit-codes.ts';
import { runCommandLine } from './run.ts';
import { processTerminal, untilTaken } from './terminal.ts';

const controller = new AbortController();
/** How many programs have the terminal now, and Ctrl-C with it. */
let yielded = 0;
function yieldInterrupts(): () => void {
  yielded += 1;
  return () => {
    yielded -= 1;
  };
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void (signal === 'SIGINT' && yielded > 0 ? undefined : onSignal()));
}
// `dynoready check | head` closes our output early: that is no fault of anybody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

/**
 * The first signal asks the command to wind up; the second ends everything that it started and
 * leaves at once.
 */
async function onSignal(): Promise<void> {
  if (!controller.signal.aborted) {
    controller.abort();
    return;
  }
  const [{ killAllProcesses }, { removeOwnWorkspaces }] = await Promise.all([
    import('../machine/process.ts'),
    import('../machine/workspace.ts'),
  ]);
  killAllProcesses();
  removeOwnWorkspaces();
  process.exit(EXIT.interrupted);
}

try {
  process.exitCode = await runCommandLine(
    process.argv.slice(2),
    processTerminal(controller.signal, yieldInterrupts),
  );
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`dynoready itself failed; your project is not at fault, and the command did not finish.

${text}

Please report it with the command you typed and the lines above.
`);
  process.exitCode = EXIT.bug;
}
await Promise.all([process.stdout, process.stderr].map(untilTaken));
// A command that is done leaves nothing behind that could keep the process alive, save idle sockets
// of a library: do not wait for those.
process.exit();
