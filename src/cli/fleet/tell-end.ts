import { resolve } from 'node:path';
import { factsInForce } from '../../facts/in-force.ts';
import type { FleetLine, FleetStatus } from '../../fleet/line.ts';
import { type ResultFile, readResultLines } from '../../fleet/result-file.ts';
import { type EarlierRun, earlierRun, summarize } from '../../fleet/summary.ts';
import { packageVersion } from '../../machine/package-version.ts';
import type { Terminal } from '../command.ts';
import { writeTextFile } from '../rehearsal-result.ts';
import { renderFleetPage } from '../report/fleet-page.ts';
import { renderCounts } from '../report/fleet-text.ts';
import type { FleetCommandOptions } from './fleet-options.ts';

/** Rows of a page; a browser shows and sorts so many at once. */
const MAX_ROWS = 5_000;

/** What came of a run, and how it is named. */
export interface FleetEnd {
  readonly name: string;
  readonly results: ResultFile;
  readonly repositories: ReadonlySet<string>;
}

/**
 * Puts the file of results into its order, writes the page, and says what the repositories came to.
 * Returns the exit code: 0 when none has findings or failed, else 1.
 */
export async function tellEnd(
  terminal: Terminal,
  end: FleetEnd,
  options: FleetCommandOptions,
  earlier: EarlierRun | undefined,
): Promise<number> {
  const { results, repositories } = end;
  const counts = new Map<FleetStatus, number>();
  for (const { status } of linesOf(end)) counts.set(status, (counts.get(status) ?? 0) + 1);
  if (options.output !== undefined)
    results.finish(repositories, resolve(terminal.cwd, options.output));
  if (options.page !== undefined) {
    const page = renderFleetPage(summarize(linesOf(end), earlier, MAX_ROWS), {
      name: end.name,
      checker: packageVersion(),
      day: factsInForce().today,
      against: options.against,
    });
    writeTextFile(resolve(terminal.cwd, options.page), page);
  }
  terminal.err(renderCounts(counts));
  return [...counts.keys()].every((status) => status === 'ok' || status === 'not-django') ? 0 : 1;
}

function* linesOf({ results, repositories }: FleetEnd): Generator<FleetLine> {
  for (const line of results.lines()) if (repositories.has(line.repository)) yield line;
}

/**
 * The run that `--against` names; undefined without one. Throws a UsageError for a file that holds
 * no results, so it is called before anything is checked.
 */
export function readEarlierRun(
  terminal: Terminal,
  { against }: FleetCommandOptions,
): EarlierRun | undefined {
  if (against === undefined) return undefined;
  const lines: FleetLine[] = [];
  readResultLines(resolve(terminal.cwd, against), (line) => void lines.push(line));
  return earlierRun(lines);
}
