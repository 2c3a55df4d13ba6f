import { type Command, Option } from 'commander';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import type { Terminal } from '../command.ts';
import { factsJson, renderFacts } from '../report/facts-text.ts';
import { parseDate, TODAY_HELP } from '../start-facts.ts';

const optionsSchema = z.object({ format: z.enum(['pretty', 'json']) });

export function declare(command: Command): Command {
  return command
    .option('--today <date>', TODAY_HELP, parseDate)
    .addOption(
      new Option('--format <format>', 'how to print them')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .addHelpText(
      'after',
      '\nPrints what every command goes by: versions, dates and pins, each with its source and the day it was read.',
    );
}

/** Always 0. Throws a UsageError for operands, of which there are none. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  if (operands.length > 0)
    throw new UsageError('facts takes no operands', { evidence: [...operands] });
  const { format } = optionsSchema.parse(given);
  terminal.out(format === 'json' ? factsJson() : renderFacts());
  return 0;
}
