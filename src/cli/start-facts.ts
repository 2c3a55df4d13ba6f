import { UsageError } from '../facts/usage-error.ts';
import { useKeptFacts } from '../machine/kept-facts.ts';
import type { Terminal } from './command.ts';

/** What `--today` does, in the words of every command that has it. */
export const TODAY_HELP = 'count from this day, as YYYY-MM-DD (default: the day of this machine)';

/**
 * Has the run go by the newest facts that are here and count from a day (ISO date), that of this
 * machine by default. Says once which facts these are, unless they are the shipped ones, and when they
 * are old.
 */
export async function startFacts(terminal: Terminal, today: unknown): Promise<void> {
  const day = typeof today === 'string' ? today : new Date().toISOString().slice(0, 10);
  for (const note of await useKeptFacts(terminal.env, day)) terminal.err(`${note}\n`);
}

/** The ISO date that a person gave. Throws a UsageError for anything else. */
export function parseDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(text)
  )
    return text;
  throw new UsageError(`--today needs a date such as 2026-11-24, not '${text}'`);
}
