import { findInterpreters, installCommands } from '../src/machine/interpreters.ts';

/** The lines of Python that slow tests ask for by name; any other Python from 3.10 on serves the rest. */
export const NEEDED_LINES: readonly string[] = ['3.12', '3.13'];

/** The line that says what is lacking among these, or undefined when nothing is. */
export function lackingPythons(lines: readonly string[]): string | undefined {
  const lacking = NEEDED_LINES.filter((line) => !lines.includes(line));
  if (lacking.length === 0) return undefined;
  const install = lacking.map((line) => installCommands(line)[0]).join(' && ');
  return `Slow tests need Python ${NEEDED_LINES.join(' and ')}; this machine lacks ${lacking.join(' and ')}, so some of them will fail: ${install}`;
}

/** Run once by Vitest before the slow tests. */
export default async function setup(): Promise<void> {
  const lacking = lackingPythons((await findInterpreters()).map(({ line }) => line));
  if (lacking !== undefined) process.stderr.write(`\n${lacking}\n\n`);
}
