import { type Command, Option } from 'commander';
import { SEVERITIES } from '../../check/run.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { Terminal } from '../command.ts';
import { checkFleet } from '../fleet/check-fleet.ts';
import { parseFleetOptions } from '../fleet/fleet-options.ts';
import { mergeFiles } from '../fleet/merge-files.ts';
import { parseDate, TODAY_HELP } from '../start-facts.ts';

export function declare(command: Command): Command {
  return command
    .argument(
      '<list...>',
      'a file of folders, git URLs or owner/name lines, or - for standard input; or: merge FILE…',
    )
    .option(
      '-o, --output <file>',
      'keep the results there, and go on with what it holds (default: standard output)',
    )
    .option('--page <file>', 'write the results as one page of HTML')
    .option('--against <file>', 'with --page: results of an earlier run to compare with')
    .option('--shard <i/n>', 'do the i-th of n parts of the list')
    .option('-w, --workers <n>', 'worker processes (default: one for each processor core)')
    .option(
      '--queue <url>',
      'have the workers of a Redis do it: dynoready worker --queue redis://…',
    )
    .option('--rehearse', 'rehearse each deploy as well; the code runs isolated by bubblewrap')
    .option('--trusted', 'with --rehearse: run the code as you, with your network')
    .option('--rehearse-timeout <seconds>', 'longest time for a rehearsal', '900')
    .option('--timeout <seconds>', 'longest time for a repository, and for fetching it', '60')
    .option('--memory <MB>', 'most memory for a repository', '1024')
    .option('--size <MB>', 'largest repository to clone', '500')
    .option('--git-host <url>', 'where owner/name lines are cloned from', 'https://github.com')
    .addOption(
      new Option('--fail-on <severity>', 'the mildest finding that makes a repository fail')
        .choices([...SEVERITIES])
        .default('warning'),
    )
    .option('--today <date>', TODAY_HELP, parseDate)
    .option('--rule <id...>', 'look for these faults only')
    .option('--skip <id...>', 'leave these rules out')
    .addHelpText(
      'after',
      `
Prints one line of JSON for each repository as it ends. Without --rehearse, nothing of a repository is run. A file of results is sorted at the end; after an interruption
the same command goes on where it was. A repository that takes too long or too much memory costs its own line only.
The parts of a list become one result with: dynoready fleet merge part-1.jsonl part-2.jsonl --output all.jsonl
Exit code 0: nothing found; 1: a repository has findings or failed; 2: usage error.`,
    );
}

/** 0 when every repository is without findings, 1 when one has some or failed. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = parseFleetOptions(given);
  const [list = '', ...more] = operands;
  if (list === 'merge') return await mergeFiles(terminal, more, options);
  if (more.length > 0)
    throw new UsageError('dynoready fleet takes one list', { evidence: [...operands] });
  return await checkFleet(terminal, list, options);
}
