import { type Command, Option } from 'commander';
import { z } from 'zod';
import { nearestIds } from '../../check/nearest-ids.ts';
import type { EvaluatedSettings } from '../../evaluator/api.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { platformEnvironment } from '../../project/django/platform-environment.ts';
import { readRepository } from '../../project/read.ts';
import type { DjangoProject, Repository } from '../../project/repository.ts';
import { settingsModules } from '../../queries/settings/settings-modules.ts';
import type { Terminal } from '../command.ts';
import { hidingConfigVars } from '../hide-config-vars.ts';
import { PROJECT_HELP, projectFolder } from '../project-folder.ts';
import { readGivenConfigVars } from '../rehearsal-options.ts';
import {
  type SettingsRequest,
  settingNames,
  settingsDocument,
} from '../report/settings-document.ts';
import { renderSettings, settingsJson } from '../report/settings-text.ts';

const optionsSchema = z.object({
  module: z.string().optional(),
  project: z.string().optional(),
  on: z.enum(['dyno', 'here']).default('dyno'),
  only: z.array(z.string()).default([]),
  all: z.boolean().default(false),
  configVar: z.array(z.string()).default([]),
  envFile: z.string().optional(),
  format: z.enum(['table', 'json']).default('table'),
});

type Options = z.infer<typeof optionsSchema>;

export function declare(command: Command): Command {
  const collect = (one: string, all: string[]): string[] => [...all, one];
  return command
    .argument('[path]', 'folder of the project', '.')
    .option('--project <folder>', PROJECT_HELP)
    .option('-m, --module <module>', 'another settings module than the one a dyno would import')
    .addOption(
      new Option(
        '--on <place>',
        'dyno: the module a dyno imports; here: the one manage.py names, with no variable set',
      )
        .choices(['dyno', 'here'])
        .default('dyno'),
    )
    .option(
      '-c, --config-var <NAME=value>',
      'a variable to evaluate with; may be repeated',
      collect,
      [],
    )
    .option('--env-file <file>', 'a file of NAME=value lines to evaluate with')
    .option(
      '--only <NAMES>',
      'only these settings, with commas between; may be repeated',
      collect,
      [],
    )
    .option('--all', "also Django's defaults for the settings that matter on Heroku")
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['table', 'json'])
        .default('table'),
    )
    .addHelpText(
      'after',
      `
Reads the files that git would push and runs nothing. The variables of your shell are never read: name what counts with --env-file.
A dyno is taken to have PORT, DYNO, a DATABASE_URL and what app.json sets; what any other config var decides says so.
Secrets are shown by their length. Exit code 1 when the module does not import.

For instance:
  dynoready settings --only DEBUG,DATABASES
  dynoready settings --on here --env-file .env
  dynoready settings --all --format json`,
    );
}

/** 0 when the module imports as far as can be told, else 1. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = optionsSchema.parse(given);
  const configVars = readGivenConfigVars(options, terminal);
  return await hidingConfigVars(terminal, configVars, async (hiding) =>
    show(hiding, operands, options, configVars),
  );
}

function show(
  terminal: Terminal,
  operands: readonly string[],
  options: z.infer<typeof optionsSchema>,
  configVars: Readonly<Record<string, string>>,
): number {
  const repository = readRepository(
    projectFolder(terminal.cwd, operands[0] ?? '.'),
    options.project === undefined ? {} : { project: options.project },
  );
  const environment = environmentOf(repository, options, configVars);
  const settings = evaluate(repository, options, environment.values);
  const only = options.only.flatMap((names) => names.split(/[,\s]+/)).filter((name) => name !== '');
  for (const name of only) assertKnown(name, settingNames(repository, settings));
  const document = settingsDocument(repository, settings, {
    on: options.on,
    only: only.length === 0 ? undefined : only,
    all: options.all,
    setBy: environment.setBy,
  });
  terminal.out(
    options.format === 'json' ? settingsJson(document) : renderSettings(document, terminal),
  );
  return settings.failure === undefined ? 0 : 1;
}

interface Environment {
  readonly values: Readonly<Record<string, string>>;
  readonly setBy: SettingsRequest['setBy'];
}

/**
 * What is set, and by what: on a dyno what the platform and app.json give, and in either place what
 * was given on the command line.
 */
function environmentOf(
  { appJson }: Repository,
  { on }: Options,
  configVars: Readonly<Record<string, string>>,
): Environment {
  const given = Object.keys(configVars).map((name) => [name, 'given'] as const);
  if (on === 'here') return { values: configVars, setBy: new Map(given) };
  const platform = platformEnvironment(appJson);
  const byPlatform = Object.keys(platform).map(
    (name) =>
      [
        name,
        appJson?.env.has(name) ? 'app.json' : name === 'DATABASE_URL' ? 'add-on' : 'dyno',
      ] as const,
  );
  return { values: { ...platform, ...configVars }, setBy: new Map([...byPlatform, ...given]) };
}

function evaluate(
  repository: Repository,
  { module, on }: Options,
  environment: Readonly<Record<string, string>>,
): EvaluatedSettings {
  const { root, djangoProject, djangoProjects } = repository;
  if (djangoProject === undefined) {
    throw new UsageError(
      djangoProjects.length === 0
        ? `There is no Django project in ${root}`
        : `There are several Django projects in ${root}`,
      {
        evidence:
          djangoProjects.length === 0
            ? ['no manage.py was found']
            : djangoProjects.map(({ managePath }) => managePath),
        next:
          djangoProjects.length === 0
            ? ['Change into the folder that holds manage.py, or name it: dynoready settings PATH']
            : [`Name one of them: --project ${djangoProjects[0]!.root || '.'}`],
      },
    );
  }
  const wanted =
    module ??
    environment.DJANGO_SETTINGS_MODULE ??
    (on === 'dyno' ? djangoProject.productionModule : djangoProject.developmentModule)?.value;
  if (wanted !== undefined) {
    const settings = djangoProject.evaluate(
      wanted,
      { DJANGO_SETTINGS_MODULE: wanted, ...environment },
      on === 'dyno' ? 'unknown' : 'absent',
    );
    if (settings.file !== undefined) return settings;
  }
  throw noSuchModule(repository, djangoProject, wanted);
}

function noSuchModule(
  repository: Repository,
  djangoProject: DjangoProject,
  wanted: string | undefined,
): UsageError {
  const existing = settingsModules(repository);
  const named = [...new Set(djangoProject.references.map(({ value }) => value))].filter(
    (one) => !existing.includes(one),
  );
  return new UsageError(
    wanted === undefined ? 'No settings module is named' : `There is no settings module ${wanted}`,
    {
      evidence: [
        ...existing.map((one) => `it exists: ${one}`),
        ...named.map((one) => `it is named, and not there: ${one}`),
      ],
      next: [`Name one: dynoready settings --module ${existing[0] ?? 'PACKAGE.settings'}`],
    },
  );
}

function assertKnown(name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const near = nearestIds(name, names);
  throw new UsageError(
    `Neither the project nor Django's defaults for Heroku know a setting ${name}`,
    {
      evidence: near.length === 0 ? [] : [`Nearest: ${near.join(', ')}`],
      next: ['This lists all of them:', '  dynoready settings --all'],
    },
  );
}
