import { readFileSync, writeFileSync } from 'node:fs';
import { refreshFacts } from '../src/cli/refresh-facts.ts';
import { problemLines } from '../src/cli/refresh-kept-facts.ts';
import { compareCycles } from '../src/facts/end-of-life.ts';
import { SHIPPED_TABLES } from '../src/facts/tables.ts';
import { endWithUsageError } from './end-with-usage-error.ts';

/** Where the source tables are, relative to the root of the checkout. */
const TABLES = 'src/facts/tables';
const RANGES = 'templates/project/requirements.txt';

/**
 * Renews the source tables and prints the difference as Markdown, as the body of a pull request.
 * Returns the exit code: 1 when a source has a shape that its parser does not know, so that somebody
 * looks at it. A source that cannot be reached is named, and its rows stay.
 */
async function main(): Promise<number> {
  const today = new Date().toISOString().slice(0, 10);
  const { signal } = new AbortController();
  const refreshed = await refreshFacts(SHIPPED_TABLES, {
    env: process.env,
    today,
    everySource: true,
    signal,
  });
  for (const [name, table] of Object.entries(refreshed.tables)) {
    const before = SHIPPED_TABLES[name as keyof typeof SHIPPED_TABLES];
    if (JSON.stringify(table) !== JSON.stringify(before))
      writeFileSync(`${TABLES}/${name}.json`, `${JSON.stringify(table, undefined, 2)}\n`);
  }
  print(`Facts read on ${today}.`);
  printList('What changes', refreshed.differences);
  printList('Raise by hand', outgrownRanges(refreshed.tables.packages.written));
  printList('What stays', problemLines(refreshed));
  return refreshed.problems.some(({ isUnknownShape }) => isUnknownShape) ? 1 : 0;
}

/** Packages whose newest release the range that init writes no longer admits. */
function outgrownRanges(packages: typeof SHIPPED_TABLES.packages.written): readonly string[] {
  const lines = readFileSync(RANGES, 'utf8').split('\n');
  return packages.flatMap(({ package: name, newest }) => {
    const line = lines.find((one) => one.replace(/[[<>=~! ].*$/, '') === name);
    const [, bound] = /<([\d.]+)/.exec(line ?? '') ?? [];
    return bound !== undefined && compareCycles(newest, bound) >= 0
      ? [`${name} ${newest} lies outside \`${line}\` in ${RANGES}`]
      : [];
  });
}

function printList(title: string, lines: readonly string[]): void {
  if (lines.length > 0) print(`\n### ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  endWithUsageError(error);
}
