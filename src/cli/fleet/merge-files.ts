import { resolve } from 'node:path';
import { UsageError } from '../../facts/usage-error.ts';
import { renderFleetLine } from '../../fleet/line.ts';
import { mergeResults } from '../../fleet/merge.ts';
import type { Terminal } from '../command.ts';
import { withResults } from './check-fleet.ts';
import type { FleetCommandOptions } from './fleet-options.ts';
import { readEarlierRun, tellEnd } from './tell-end.ts';

/** Joins files of results into one, as one run would have written it. 0, or 1 for findings. */
export async function mergeFiles(
  terminal: Terminal,
  files: readonly string[],
  options: FleetCommandOptions,
): Promise<number> {
  if (files.length === 0)
    throw new UsageError('dynoready fleet merge needs the files of the parts', {
      next: ['For instance: dynoready fleet merge part-*.jsonl --output all.jsonl'],
    });
  const paths = files.map((file) => resolve(terminal.cwd, file));
  const earlier = readEarlierRun(terminal, options);
  return await withResults(terminal, undefined, async (results) => {
    mergeResults(paths, results);
    const merged = new Set<string>();
    for (const line of results.lines()) {
      merged.add(line.repository);
      if (options.output === undefined) terminal.out(renderFleetLine(line));
    }
    const end = { name: files.join(', '), results, repositories: merged };
    return await tellEnd(terminal, end, options, earlier);
  });
}
