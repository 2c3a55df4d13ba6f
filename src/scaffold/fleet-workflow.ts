import type { ReasonedChange } from '../edits/change.ts';
import { UsageError } from '../facts/usage-error.ts';
import type { Repository } from '../project/repository.ts';
import type { RenderTemplate } from './plan/templates.ts';

const PATH = '.github/workflows/dynoready-fleet.yml';

/**
 * Jobs that one matrix may have. Source: GitHub Docs, "Running variations of jobs in a workflow";
 * read 2026-11-23.
 */
const MAX_SHARDS = 256;

/** A path that needs no quotes in YAML and in a shell. */
const PLAIN_PATH = /^[\w][\w./-]*$/;

/**
 * The change that writes a workflow which checks the repositories of a list in as many jobs as
 * shards; none when it is there already. Throws a UsageError for a list that git would not push.
 */
export function planFleetWorkflow(
  repository: Repository,
  { list, shards }: { readonly list: string; readonly shards: string },
  render: RenderTemplate,
): readonly ReasonedChange[] {
  const count = Number(shards);
  if (!/^\d+$/.test(shards) || count < 1 || count > MAX_SHARDS)
    throw new UsageError(`--shards needs a whole number from 1 to ${MAX_SHARDS}, not '${shards}'`, {
      next: [`GitHub starts at most ${MAX_SHARDS} jobs of one matrix.`],
    });
  if (!PLAIN_PATH.test(list) || repository.files.text(list) === undefined)
    throw new UsageError(`git would not push the list ${list}`, {
      evidence: ['The workflow checks the repositories of a file in this repository.'],
      next: [
        'Write it, such as fleet.txt: one git URL or owner/name a line. Then run:',
        '  yo dynoready:ci --fleet fleet.txt',
      ],
    });
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const after = render('fleet/dynoready-fleet.yml', { list, shards: numbers });
  const because = `checks the repositories of ${list} every week, in ${count} jobs`;
  const before = repository.files.text(PATH);
  if (before === after) return [];
  return before === undefined
    ? [{ kind: 'create', path: PATH, after, because }]
    : [{ kind: 'edit', path: PATH, before, after, because }];
}
