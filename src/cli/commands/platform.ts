import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { stateFolder } from '../../edits/state-folder.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { Terminal } from '../command.ts';
import { portOption } from '../port-option.ts';

const DEFAULT_PORT = 5080;

const optionsSchema = z.object({
  state: z.string().optional(),
  port: z.number(),
  env: z.boolean().default(false),
});

export function declare(command: Command): Command {
  return command
    .option(
      '--state <folder>',
      'folder that keeps apps, slugs and databases (default: your state folder)',
    )
    .option(
      '-p, --port <number>',
      'port of everything (0: any free one)',
      portOption(0),
      DEFAULT_PORT,
    )
    .option('--env', 'print what the shell of the official command line needs, and end')
    .addHelpText(
      'after',
      `
A Heroku on this machine: API, git push, logs, one-off dynos and add-ons at one port of the loopback. Nothing leaves this machine,
apart from packages that a build installs. In another shell:
  eval "$(dynoready platform --env)"
  heroku create && git push heroku main && heroku open
Ctrl-C ends it; apps, config vars, releases and databases are there again at the next start.`,
    );
}

/** 0 when it was ended, or when the environment was printed. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = optionsSchema.parse(given);
  if (operands.length > 0)
    throw new UsageError('platform takes no arguments', {
      evidence: operands.map((one) => `given: ${one}`),
    });
  const folder =
    options.state === undefined
      ? join(stateFolder(terminal.env), 'platform')
      : resolve(terminal.cwd, options.state);
  if (options.env) {
    const { renderEnvironment } = await import('../../platform/cli-environment.ts');
    terminal.out(renderEnvironment(folder, terminal.env));
    return 0;
  }
  if (process.platform === 'win32')
    throw new UsageError('The platform runs Procfile lines in bash, which Windows does not have', {
      next: ['Run it inside WSL.'],
    });
  mkdirSync(folder, { recursive: true });
  const { servePlatform } = await import('../platform-run.ts');
  return await servePlatform(terminal, folder, options.port);
}
