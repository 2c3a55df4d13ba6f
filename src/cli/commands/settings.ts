import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import type { DjangoSite, Project } from '../../project/project.ts';
import { readProject } from '../../project/read.ts';
import type { EvaluatedSettings } from '../../project/settings/values.ts';
import type { Terminal } from '../command.ts';
import { renderSettings, settingsJson } from '../report/settings-text.ts';

const optionsSchema = z.object({ module: z.string().optional(), format: z.enum(['table', 'json']) });

export function declare(command: Command): Command {
  return command
    .argument('[path]', 'folder of the project', '.')
    .option('-m, --module <module>', 'another settings module than the one a dyno would import')
    .addOption(new Option('--format <format>', 'how to print it').choices(['table', 'json']).default('table'))
    .addHelpText(
      'after',
      '\nReads the files only, as they would evaluate on a dyno; what depends on a config var says so. Exit code 1 when the module does not import.',
    );
}

/** 0 when the module imports as far as can be told, else 1. */
export async function run(terminal: Terminal, operands: readonly string[], given: Readonly<Record<string, unknown>>): Promise<number> {
  const { module, format } = optionsSchema.parse(given);
  const project = await readProject(resolve(terminal.cwd, operands[0] ?? '.'));
  const settings = evaluate(project, module);
  terminal.out(format === 'json' ? settingsJson(project, settings) : renderSettings(project, settings, terminal));
  return settings.failure === undefined ? 0 : 1;
}

function evaluate({ root, site }: Project, module: string | undefined): EvaluatedSettings {
  if (site === undefined) {
    throw new UsageError(`There is no Django project in ${root}`, {
      evidence: ['no manage.py was found'],
      next: ['Change into the folder that holds manage.py, or name it: dynoready settings PATH'],
    });
  }
  const settings = module === undefined ? site.production : site.evaluate(module, dynoEnvironment());
  if (settings?.file !== undefined) return settings;
  const wanted = module ?? settings?.module;
  throw new UsageError(wanted === undefined ? 'No settings module is named' : `There is no settings module ${wanted}`, {
    evidence: [...new Set(namedModules(site))].map((one) => `named: ${one}`),
    next: ['Name one: dynoready settings --module PACKAGE.settings'],
  });
}

/** What every web dyno has. Source: Dev Center, "Dynos and the dyno manager"; read 2026-11-23. */
function dynoEnvironment(): Readonly<Record<string, string>> {
  return { DYNO: 'web.1', PORT: '5000' };
}

function namedModules({ references }: DjangoSite): string[] {
  return references.map(({ value }) => value);
}
