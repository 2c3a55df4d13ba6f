import { createHash } from 'node:crypto';
import { UsageError } from '../facts/usage-error.ts';
import { type FleetLine, renderFleetLine } from './line.ts';
import { type ResultFile, readResultLines } from './result-file.ts';

/**
 * Adds the lines of several files to a file of results. Throws a UsageError when two files say
 * different things of one repository, or were made by other versions or options.
 */
export function mergeResults(paths: readonly string[], into: ResultFile): void {
  const from = new Map<string, { readonly path: string; readonly digest: string }>();
  let first: { readonly path: string; readonly line: FleetLine } | undefined;
  for (const path of paths)
    readResultLines(path, (line) => {
      first ??= { path, line };
      refuseOtherRun(first, { path, line });
      const digest = createHash('sha256').update(renderFleetLine(line)).digest('base64');
      const before = from.get(line.repository);
      if (before !== undefined && before.path !== path && before.digest !== digest)
        throw new UsageError(`Two files have different results of ${line.repository}`, {
          evidence: [before.path, path],
          next: ['Merge the parts of one run only.'],
        });
      from.set(line.repository, { path, digest });
      into.append(line);
    });
}

interface LineOfFile {
  readonly path: string;
  readonly line: FleetLine;
}

function refuseOtherRun(first: LineOfFile, other: LineOfFile): void {
  const describe = ({ path, line }: LineOfFile): string =>
    `${path}: version ${line.checker}, ${JSON.stringify(line.options)}`;
  const [one, two] = [first, other].map(({ line: { checker, options } }) =>
    JSON.stringify([checker, options]),
  );
  if (one === two) return;
  throw new UsageError('These results were made by other versions or options', {
    evidence: [describe(first), describe(other)],
    next: ['Merge the parts of one run only.'],
  });
}
