#!/usr/bin/env node
import { closeSync } from 'node:fs';
import { reportAddress } from '../facts/project-address.ts';
import { hasToEndSomething } from '../machine/end-with-tool.ts';
import { EXIT } from './exit-codes.ts';
import { runCommandLine } from './run.ts';
import { processTerminal, untilTaken } from './terminal.ts';

/**
 * Milliseconds that a command may take to wind up when nobody is there any more to hurry it; a dyno
 * has 30 seconds, and its database 5.
 */
const UNWATCHED_WIND_UP_MS = 60_000;

const controller = new AbortController();
/** How many programs have the terminal now, and Ctrl-C with it. */
let yielded = 0;
function yieldInterrupts(): () => void {
  yielded += 1;
  return () => {
    yielded -= 1;
  };
}

/**
 * The first signal asks the command to wind up; the second makes the tool leave at once, which ends
 * everything that it started.
 */
function onSignal(signal: NodeJS.Signals): void {
  if (signal === 'SIGINT' && yielded > 0) return;
  if (controller.signal.aborted) process.exit(EXIT.interrupted);
  controller.abort();
}
/**
 * True for a command that computes and has nothing to wind up. A handler would run only after the
 * computing, so the system's own way of ending a process stays.
 */
function isPureComputation([command = '', ...rest]: readonly string[]): boolean {
  const writes = rest.some((word) => /^--(fix|fix-unsafe|watch|write-baseline)\b/.test(word));
  return ['check', 'settings', 'explain'].includes(command) && !writes;
}
if (!isPureComputation(process.argv.slice(2)))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);

/** The terminal was closed, which is told by SIGHUP, by EIO, or by both and more than once. */
let isTerminalGone = false;
function onTerminalGone(): void {
  if (isTerminalGone) return;
  isTerminalGone = true;
  controller.abort();
  setTimeout(() => process.exit(EXIT.interrupted), UNWATCHED_WIND_UP_MS).unref();
  // Node sets a terminal back when it ends, and crashes when there is none any more.
  process.once('exit', () => [0, 1, 2].forEach(closeQuietly));
}
process.on('SIGHUP', onTerminalGone);
// Read after it is gone, a terminal ends like a file. In raw mode nobody can type that end.
process.stdin.on('end', () => {
  if (process.stdin.isRaw) onTerminalGone();
});
for (const stream of [process.stdin, process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EIO') return onTerminalGone();
    // `dynoready check | head` closes our output early: that is no fault of anybody.
    if (code === 'EPIPE') return hasToEndSomething() ? onTerminalGone() : process.exit(EXIT.ok);
    throw new Error(`standard input or output failed: ${code}`);
  });
}

process.on('uncaughtException', (error) => {
  reportBug(error);
  process.exit(EXIT.bug);
});

try {
  process.exitCode = await runCommandLine(
    process.argv.slice(2),
    processTerminal(controller.signal, yieldInterrupts),
  );
} catch (error) {
  reportBug(error);
  process.exitCode = EXIT.bug;
}
await Promise.all([process.stdout, process.stderr].map(untilTaken));
// A command that is done leaves nothing behind that could keep the process alive, save idle sockets
// of a library: do not wait for those.
process.exit();

function reportBug(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`dynoready itself failed; your project is not at fault, and the command did not finish.

${text}

Please report it${reportAddress()} with the command you typed and the lines above.
`);
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // Closed already.
  }
}
