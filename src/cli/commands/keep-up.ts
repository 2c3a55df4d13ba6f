import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { factsInForce } from '../../facts/in-force.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { packageReader } from '../../machine/package-reader.ts';
import { describeLayers } from '../../upgrades/layers.ts';
import { describePackages } from '../../upgrades/packages.ts';
import { portability } from '../../upgrades/portability.ts';
import { type StackInUse, stackInUse } from '../../upgrades/stack-in-use.ts';
import { projectTools } from '../../upgrades/step-commands.ts';
import { djangoChoice, djangosAhead, planUpgrade } from '../../upgrades/upgrade-plan.ts';
import type { Terminal } from '../command.ts';
import { findDeployed } from '../find-deployed.ts';
import { projectFolder } from '../project-folder.ts';
import { writeTextFile } from '../rehearsal-result.ts';
import { keepUpCalendar, keepUpCsv, keepUpMarkdown } from '../report/keep-up-formats.ts';
import { keepUpPage, keepUpPicture } from '../report/keep-up-picture.ts';
import { portabilityJson, renderPortability } from '../report/portability-text.ts';
import { isCalm, type KeepUpReport, keepUpJson, renderKeepUp } from '../report/upgrade-text.ts';
import { parseDate, TODAY_HELP } from '../start-facts.ts';

const FORMATS = ['pretty', 'json', 'markdown', 'ics', 'csv'] as const;

const optionsSchema = z.object({
  within: z.number(),
  today: z.string().optional(),
  assume: z.array(z.string()),
  offline: z.boolean().default(false),
  portability: z.boolean().default(false),
  picture: z.string().optional(),
  page: z.string().optional(),
  target: z.enum(['newest', 'lts']),
  format: z.enum(FORMATS),
});

export function declare(command: Command): Command {
  return command
    .argument('[path]', 'folder of the project', '.')
    .option('--within <days>', 'fail when a layer has fewer days left than this', parseDays, 0)
    .option('--today <date>', TODAY_HELP, parseDate)
    .option(
      '--assume <layer=version>',
      'what no file names, such as stack=heroku-26 or postgres=17; can be repeated',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--picture <file>', 'also write the ends of support as bars over time (SVG)')
    .option('--page <file>', 'also write a page with the picture and the report (HTML)')
    .option('--portability', 'list instead what is tied to Heroku, and what runs elsewhere', false)
    .option('--offline', 'ask no package index: only what was looked up before is shown', false)
    .addOption(
      new Option(
        '--target <series>',
        'where the plan takes Django: the newest, or long-term support',
      )
        .choices(['newest', 'lts'])
        .default('newest'),
    )
    .addOption(
      new Option('--format <format>', 'how to print it').choices(FORMATS).default('pretty'),
    )
    .addHelpText(
      'after',
      '\nNothing of the project is run; the package index is asked about the declared packages, at most once a day. Exit code 1 when a layer is out of support, or when it cannot be told.',
    );
}

/** 0 when every layer is known and has more days left than asked for, else 1. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = optionsSchema.parse(given);
  const { within: withinDays, today = factsInForce().today, format, target } = options;
  const { repository, notes } = findDeployed(projectFolder(terminal.cwd, operands[0] ?? '.'));
  if (options.portability) {
    const found = portability(repository.files);
    terminal.out(format === 'json' ? portabilityJson(found) : renderPortability(found));
    return 0;
  }
  const inUse = { ...stackInUse(repository), ...assumedLayers(options.assume) };
  const packages = await describePackages(
    repository,
    packageReader({ env: terminal.env, today, offline: options.offline, signal: terminal.signal }),
    { python: inUse.python.cycle, djangos: djangosAhead(inUse.django.cycle, target) },
  );
  const report: KeepUpReport = {
    today,
    withinDays,
    notes,
    layers: describeLayers(inUse, today),
    packages,
    isOffline: options.offline,
    choice: djangoChoice(today),
    plan: planUpgrade(inUse, { today, target, packages, tools: projectTools(repository) }),
  };
  if (options.picture !== undefined)
    writeTextFile(resolve(terminal.cwd, options.picture), keepUpPicture(report));
  if (options.page !== undefined)
    writeTextFile(
      resolve(terminal.cwd, options.page),
      keepUpPage(report, renderKeepUp(report, false)),
    );
  terminal.out(render(format, report, terminal.color));
  return isCalm(report) ? 0 : 1;
}

function render(format: (typeof FORMATS)[number], report: KeepUpReport, color: boolean): string {
  if (format === 'json') return keepUpJson(report);
  if (format === 'markdown') return keepUpMarkdown(report);
  if (format === 'ics') return keepUpCalendar(report);
  return format === 'csv' ? keepUpCsv(report) : renderKeepUp(report, color);
}

function assumedLayers(given: readonly string[]): Partial<StackInUse> {
  return Object.fromEntries(
    given.map((text) => {
      const [, layer = '', version = ''] = /^([a-z-]+)=(\S+)$/.exec(text) ?? [];
      const field = ASSUMED_LAYERS[layer];
      if (field === undefined)
        throw new UsageError(`--assume does not know '${text}'`, {
          next: [
            `The layers: ${Object.keys(ASSUMED_LAYERS).join(', ')}`,
            'For instance: dynoready keep-up --assume stack=heroku-26',
          ],
        });
      return [field, { cycle: version, from: '--assume' }];
    }),
  );
}

const ASSUMED_LAYERS: Readonly<Record<string, keyof StackInUse>> = {
  django: 'django',
  python: 'python',
  postgres: 'postgres',
  redis: 'keyValueStore',
  stack: 'stack',
};

function parseDays(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`--within needs a number of days, not '${text}'`, {
    next: ['For instance: dynoready keep-up --within 90'],
  });
}
