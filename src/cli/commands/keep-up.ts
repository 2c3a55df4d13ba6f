import { type Command, Option } from 'commander';
import { z } from 'zod';
import { factsInForce } from '../../facts/in-force.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { readRepository } from '../../project/read.ts';
import { describeLayers, isDue } from '../../upgrades/layers.ts';
import { stackInUse } from '../../upgrades/stack-in-use.ts';
import { planUpgrade } from '../../upgrades/upgrade-plan.ts';
import type { Terminal } from '../command.ts';
import { projectFolder } from '../project-folder.ts';
import { keepUpJson, renderKeepUp } from '../report/upgrade-text.ts';
import { parseDate, TODAY_HELP } from '../start-facts.ts';

const optionsSchema = z.object({
  within: z.number(),
  today: z.string().optional(),
  format: z.enum(['pretty', 'json']),
});

export function declare(command: Command): Command {
  return command
    .argument('[path]', 'folder of the project', '.')
    .option('--within <days>', 'fail when a layer has fewer days left than this', parseDays, 0)
    .option('--today <date>', TODAY_HELP, parseDate)
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .addHelpText(
      'after',
      '\nReads files only: no network, and nothing of the project is run. Exit code 1 when a layer is out of support.',
    );
}

/** 0 when every layer has more days left than asked for, else 1. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { within: withinDays, today = factsInForce().today, format } = optionsSchema.parse(given);
  const inUse = stackInUse(await readRepository(projectFolder(terminal.cwd, operands[0] ?? '.')));
  const report = {
    today,
    withinDays,
    layers: describeLayers(inUse, today),
    plan: planUpgrade(inUse),
  };
  terminal.out(format === 'json' ? keepUpJson(report) : renderKeepUp(report, terminal.color));
  return report.layers.some((layer) => isDue(layer, withinDays)) ? 1 : 0;
}

function parseDays(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`--within needs a number of days, not '${text}'`, {
    next: ['For instance: dynoready keep-up --within 90'],
  });
}
