import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { longDate } from '../facts/end-of-life.ts';
import { factsInForce, newestReading } from '../facts/in-force.ts';
import { packageVersion } from '../machine/package-version.ts';
import type { Terminal } from './command.ts';
import { EXIT } from './exit-codes.ts';

/** Commands that run until they are stopped. They print a log, not a result for a file. */
const STAYING = ['lsp', 'platform', 'up', 'worker', 'workshop'];

/** Commands that keep their results in a file of their own, or whose output is a conversation. */
const WITHOUT_OUTPUT_FILE = [...STAYING, 'fleet', 'worker'];

const GROUP = 'Output:';

/** Adds the options that every command has, as far as they mean something to it. */
export function declareCommonOptions(command: Command): void {
  const name = command.name();
  const add = (flags: string, description: string): void => {
    command.addOption(new Option(flags, description).helpGroup(GROUP));
  };
  if (!STAYING.includes(name))
    add('-q, --quiet', 'no progress and no notes: the result alone, or why there is none');
  if (!WITHOUT_OUTPUT_FILE.includes(name))
    add('--output-file <file>', 'write the result to a file, whole or not at all');
  if (name !== 'lsp') add('-v, --verbose', 'say also what is done meanwhile, and how long it took');
}

/** What the options of every command ask for. */
export interface CommonOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly outputFile?: string;
}

/**
 * Runs a command with a terminal that does what the common options say. Returns its exit code. Throws
 * what the command throws; nothing is written to the file then.
 */
export async function runWithCommonOptions(
  terminal: Terminal,
  options: CommonOptions,
  work: (terminal: Terminal) => Promise<number>,
): Promise<number> {
  const startedMs = performance.now();
  const result: string[] = [];
  let hasResult = false;
  const notes: string[] = [];
  const { quiet, verbose, outputFile } = options;
  const exitCode = await work({
    ...terminal,
    ...(verbose ? { verbose } : {}),
    ...(quiet ? { showsProgress: false } : {}),
    ...(outputFile === undefined ? {} : { color: false }),
    out: (text) => {
      hasResult = true;
      if (outputFile === undefined) terminal.out(text);
      else result.push(text);
    },
    err: quiet ? (text) => void notes.push(text) : terminal.err,
  });
  // A command that fails and gives no result has said why on standard error alone.
  if (exitCode !== EXIT.ok && !hasResult) for (const text of notes) terminal.err(text);
  if (outputFile !== undefined) {
    const { writeTextFile } = await import('./rehearsal-result.ts');
    writeTextFile(resolve(terminal.cwd, outputFile), result.join(''));
  }
  if (verbose) {
    const { tables, today } = factsInForce();
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(2);
    terminal.err(
      `dynoready ${packageVersion()} on Node ${process.versions.node}, facts of ${longDate(newestReading(tables))}, counted from ${today}: ${seconds} s.\n`,
    );
  }
  return exitCode;
}
