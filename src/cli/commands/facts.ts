import { type Command, Option } from 'commander';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import { isOffline } from '../../machine/provide-interpreter.ts';
import type { Terminal } from '../command.ts';
import { factsJson, renderFacts } from '../report/facts-text.ts';
import { parseDate, TODAY_HELP } from '../start-facts.ts';

const optionsSchema = z.object({
  format: z.enum(['pretty', 'json']),
  refresh: z.boolean().default(false),
  offline: z.boolean().default(false),
});

export function declare(command: Command): Command {
  return command
    .option(
      '--refresh',
      'renew the facts from their public sources, and keep them for every command',
    )
    .option('--offline', 'never ask the network; the same as without --refresh')
    .option('--today <date>', TODAY_HELP, parseDate)
    .addOption(
      new Option('--format <format>', 'how to print them')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .addHelpText(
      'after',
      '\nPrints what every command goes by: versions, dates and pins, each with its source and the day it was read.\n\nOnly --refresh reads them from the network: the Python buildpacks on GitHub, endoflife.date and the package index of pip. Nothing about you or the project is sent.',
    );
}

/**
 * 0, and 1 when a refresh could read none of its sources. Throws a UsageError for operands, since
 * the command takes none.
 */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  if (operands.length > 0)
    throw new UsageError('facts takes no operands', { evidence: [...operands] });
  const { format, refresh, offline } = optionsSchema.parse(given);
  if (refresh && (offline || isOffline(terminal.env)))
    throw new UsageError(
      `--refresh asks the network, and ${offline ? '--offline' : 'DYNOREADY_OFFLINE'} forbids it`,
      { next: ['Leave one of the two out.'] },
    );
  if (refresh) {
    const { refreshKeptFacts } = await import('../refresh-kept-facts.ts');
    return await refreshKeptFacts(terminal, format);
  }
  terminal.out(format === 'json' ? factsJson() : renderFacts());
  return 0;
}
