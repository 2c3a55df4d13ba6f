import type { Command } from 'commander';

/**
 * Where a command reads and writes; tests give their own. Results go to `out`, logs and progress to
 * `err`.
 */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when a person can be asked: standard input and output are terminals. */
  readonly interactive: boolean;
  /** True when colour is wanted on that stream (a terminal, no NO_COLOR). */
  readonly color: boolean;
  readonly columns: number;
  /** True when also what is done meanwhile is wanted on `err`. */
  readonly verbose?: boolean;
  /** True when standard error is a terminal, on which a line can be written over. */
  readonly showsProgress?: boolean;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Leaves Ctrl-C to a program that has the terminal; returns the function that takes it back. */
  readonly yieldInterrupts?: () => () => void;
}

/** One command in a file of its own, loaded only when it is chosen. */
export interface CommandModule {
  /** Adds arguments, options and help text. */
  declare(command: Command): Command;
  /**
   * Returns the exit code: 0, 1 for findings or a failed outcome. Throws UsageError for wrong use.
   */
  run(
    terminal: Terminal,
    operands: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ): Promise<number>;
}
