import { type Command, Option } from 'commander';
import { z } from 'zod';
import { escapeControls } from '../../facts/escape-controls.ts';
import { defaultStack } from '../../facts/stacks.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { openCache } from '../../heroku/buildpack/cache-store.ts';
import { type PlanOptions, planBuild } from '../../heroku/buildpack/plan.ts';
import type { BuildOptions, BuildResult } from '../../heroku/buildpack/report.ts';
import { readFiles } from '../../project/read-files.ts';
import type { Terminal } from '../command.ts';
import { hidingConfigVars } from '../hide-config-vars.ts';
import { refuseImageBuild } from '../image-build.ts';
import { projectFolder } from '../project-folder.ts';
import { OFFLINE_HELP, readGivenConfigVars } from '../rehearsal-options.ts';
import { renderBuildJson, renderBuildSummary, renderPlan } from '../report/build-text.ts';
import { parseDate, TODAY_HELP } from '../start-facts.ts';

const optionsSchema = z.object({
  plan: z.boolean().default(false),
  format: z.enum(['pretty', 'json']),
  stack: z.string(),
  buildpack: z.enum(['classic', 'cnb']),
  configVar: z.array(z.string()),
  envFile: z.string().optional(),
  strict: z.boolean().default(false),
  offline: z.boolean().optional(),
  ci: z.boolean().default(false),
  workTree: z.boolean().default(false),
});

export function declare(command: Command): Command {
  return command
    .argument('[path]', 'folder of the project', '.')
    .option('--today <date>', TODAY_HELP, parseDate)
    .option('--plan', 'only say what the files decide; nothing is run')
    .option('--stack <name>', 'the stack to build on', defaultStack())
    .addOption(
      new Option('--buildpack <kind>', 'classic (Cedar) or cnb (Fir)')
        .choices(['classic', 'cnb'])
        .default('classic'),
    )
    .option(
      '-c, --config-var <NAME=value>',
      'a config var of the app; may be repeated',
      (one, all: string[]) => [...all, one],
      [],
    )
    .option('--env-file <file>', 'a file of NAME=value lines to take config vars from')
    .option('--ci', 'build as Heroku CI does, with the test dependencies')
    .option('--work-tree', 'build also files that git does not track yet')
    .option(
      '--strict',
      'fail when the wanted Python line is not installed, instead of using the nearest',
    )
    .option('--offline', OFFLINE_HELP)
    .addOption(
      new Option('--format <format>', 'how to print the result')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .addHelpText(
      'after',
      `
Prints what git push heroku would print, from the files that git would push. Runs the project's own code (hooks, collectstatic) with
nothing of your shell's environment. The slug is thrown away: dynoready up keeps the app running.
Exit code 1 when the build fails. What an id means: dynoready explain <id>`,
    );
}

/**
 * 0 for a build that succeeds, 1 for one that fails; with `--plan` the same for what the files
 * alone decide.
 */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = optionsSchema.parse(given);
  const [path = '.', second] = operands;
  if (second !== undefined)
    throw new UsageError('build takes one folder', {
      evidence: operands.map((one) => `given: ${one}`),
    });
  const configVars = readGivenConfigVars(options, terminal);
  return await hidingConfigVars(terminal, configVars, (hiding) =>
    build(hiding, projectFolder(terminal.cwd, path), options, configVars),
  );
}

async function build(
  terminal: Terminal,
  root: string,
  options: z.infer<typeof optionsSchema>,
  configVars: Readonly<Record<string, string>>,
): Promise<number> {
  refuseImageBuild(root);
  const { buildpack, stack } = options;
  const mode = options.ci ? 'ci' : 'build';
  const common = {
    root,
    buildpack,
    mode,
    stack,
    configVars,
    env: terminal.env,
    signal: terminal.signal,
  } as const;
  if (options.plan)
    return showPlan(
      terminal,
      root,
      { ...common, cache: openCache(common).readRecord() },
      options.format,
    );

  const { withWorkspace } = await import('../../machine/workspace.ts');
  const { runBuild } = await import('../../heroku/buildpack/build.ts');
  const json = options.format === 'json';
  const result = await withWorkspace((workFolder): Promise<BuildResult> => {
    const asked: BuildOptions = {
      ...common,
      workFolder,
      strict: options.strict,
      ...(options.offline === undefined ? {} : { offline: options.offline }),
      source: options.workTree ? 'work-tree' : 'tracked',
      log: (line) => (json ? terminal.err : terminal.out)(`${escapeControls(line)}\n`),
    };
    return runBuild(asked);
  });
  terminal.out(json ? renderBuildJson(result) : `\n${renderBuildSummary(result)}`);
  return result.report.outcome === 'success' ? 0 : 1;
}

function showPlan(
  terminal: Terminal,
  root: string,
  options: PlanOptions,
  format: 'pretty' | 'json',
): number {
  const plan = planBuild(readFiles(root), options);
  terminal.out(format === 'json' ? `${JSON.stringify(plan, null, 2)}\n` : renderPlan(plan));
  return plan.outcome === 'success' ? 0 : 1;
}
