import { longDate } from '../facts/end-of-life.ts';
import { factsInForce, newestReading, useFacts } from '../facts/in-force.ts';
import { writeKeptFacts } from '../machine/kept-facts.ts';
import type { Terminal } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { type Refreshed, refreshFacts } from './refresh-facts.ts';
import { factsJson } from './report/facts-text.ts';

/**
 * Refreshes the facts in force, keeps them in the user's cache and prints what has changed. Returns 1
 * when no source could be read, and keeps nothing then.
 */
export async function refreshKeptFacts(
  terminal: Terminal,
  format: 'pretty' | 'json',
): Promise<number> {
  const { tables, today } = factsInForce();
  terminal.err('Reading the buildpacks, endoflife.date and the package index…\n');
  const { env, signal } = terminal;
  const refreshed = await refreshFacts(tables, { env, today, signal });
  const isRenewed = JSON.stringify(refreshed.tables) !== JSON.stringify(tables);
  const file = isRenewed ? writeKeptFacts(env, refreshed.tables) : undefined;
  useFacts({ tables: refreshed.tables });
  for (const line of problemLines(refreshed)) terminal.err(`${line}\n`);
  if (format === 'json') terminal.out(factsJson());
  else {
    const last = isRenewed
      ? `Facts of ${longDate(newestReading(refreshed.tables))}, kept in ${file}.`
      : 'No fact could be renewed; the known ones stay in force.';
    const changes =
      isRenewed && refreshed.differences.length === 0 ? ['No value has changed.'] : [];
    terminal.out(`${[...refreshed.differences, ...changes, last].join('\n')}\n`);
  }
  return isRenewed || refreshed.problems.length === 0 ? EXIT.ok : EXIT.failed;
}

/** One line for each source that could not be read, and for each value that was older. */
export function problemLines({ problems, kept }: Refreshed): readonly string[] {
  return [
    ...problems.map(({ address, problem }) => `Kept the facts as they are: ${address} ${problem}.`),
    ...kept.map((note) => `Kept what is known: ${note}.`),
  ];
}
