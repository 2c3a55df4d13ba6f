import { resolve } from 'node:path';
import type { FleetStatus } from '../../fleet/line.ts';
import type { ResultFile } from '../../fleet/result-file.ts';
import type { Terminal } from '../command.ts';
import { renderCounts } from '../report/fleet-text.ts';
import type { FleetCommandOptions } from './fleet-options.ts';

/**
 * Puts the file of results into its order, writes the page, and says what the repositories came to.
 * Returns the exit code: 0 when none has findings or failed, else 1.
 */
export async function tellEnd(
  terminal: Terminal,
  results: ResultFile,
  wanted: ReadonlySet<string>,
  options: FleetCommandOptions,
): Promise<number> {
  const counts = new Map<FleetStatus, number>();
  for (const { repository, status } of results.lines())
    if (wanted.has(repository)) counts.set(status, (counts.get(status) ?? 0) + 1);
  if (options.output !== undefined) results.finish(wanted, resolve(terminal.cwd, options.output));
  terminal.err(renderCounts(counts));
  return [...counts.keys()].every((status) => status === 'ok' || status === 'not-django') ? 0 : 1;
}
