import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { UsageError } from '../facts/usage-error.ts';
import { configVarNameProblem } from '../rehearsal/config-vars.ts';
import { parseEnvFile } from '../rehearsal/env-file.ts';
import type { Terminal } from './command.ts';
import { PROJECT_HELP } from './project-folder.ts';

/** Options that `rehearse` and `up` share. */
export const rehearsalOptionsSchema = z.object({
  format: z.enum(['pretty', 'json', 'jsonl']),
  configVar: z.array(z.string()),
  envFile: z.string().optional(),
  strict: z.boolean(),
  offline: z.boolean().optional(),
  project: z.string().optional(),
  output: z.string().optional(),
  keepLog: z.string().optional(),
  size: z.string().optional(),
  scale: z.string().optional(),
  limits: z.enum(['real', 'fast']).optional(),
  drain: z.array(z.string()).optional(),
  report: z.string().optional(),
  drill: z.boolean().optional(),
  differences: z.boolean().optional(),
  until: z.enum(['release', 'boot']).optional(),
});

/** What `--offline` does, in the words of every command that builds. */
export const OFFLINE_HELP =
  'fetch no Python; without the very version, the nearest one that is installed stands in';

/**
 * What `--limits fast` multiplies every time limit of the platform by: 15 s to boot, 7.5 s to the
 * first byte.
 */
const FAST_FACTOR = 0.25;

/** Returns the factor of the platform's time limits. */
export function timeFactorOf({ limits }: Pick<RehearsalOptions, 'limits'>): number {
  return limits === 'fast' ? FAST_FACTOR : 1;
}

export type RehearsalOptions = z.infer<typeof rehearsalOptionsSchema>;

/** Declares the shared options and the operand. */
export function declareRehearsalOptions(
  command: Command,
  formats: readonly RehearsalOptions['format'][],
): Command {
  return command
    .argument('[path]', 'folder of the project', '.')
    .option(
      '-c, --config-var <NAME=value>',
      'a config var of the app; may be repeated',
      (one, all: string[]) => [...all, one],
      [],
    )
    .option('--env-file <file>', 'a file of NAME=value lines to take config vars from')
    .option('--project <folder>', PROJECT_HELP)
    .option(
      '--strict',
      'fail when the wanted Python line is not installed, instead of using the nearest',
      false,
    )
    .option('--offline', OFFLINE_HELP)
    .option(
      '--size <name>',
      'dyno size: eco, basic, standard-1x, standard-2x, performance-m … (default: basic)',
    )
    .option(
      '--scale <type=n,…>',
      'dynos of each process type, as web=2,worker=1 (default: web=1, and one of each other type of app.json)',
    )
    .option(
      '--drain <url>',
      'also send the log there: syslog://host:port or https://…; may be repeated',
      (one, all: string[]) => [...all, one],
      [],
    )
    .addOption(
      new Option('--limits <limits>', "the platform's time limits as they are, or at a quarter")
        .choices(['real', 'fast'])
        .default('real'),
    )
    .addOption(
      new Option('--format <format>', 'how to print the result')
        .choices([...formats])
        .default('pretty'),
    )
    .option(
      '-o, --output <file>',
      'where to write the result as JSON (default: a file below your state folder)',
    )
    .option(
      '--drill',
      'release twice more after the probe: once unchanged, once with a migration that fails',
    )
    .option('--differences', 'list also what differs from Heroku in every rehearsal')
    .option('--report <file>', 'write the result as one page of HTML')
    .option('--keep-log <file>', 'write every line of every phase to a file');
}

/**
 * Returns the config vars that were given by name, those of `--config-var` over those of the file.
 * Throws a UsageError for a name or a file that is no good.
 */
export function readGivenConfigVars(
  options: Pick<RehearsalOptions, 'configVar' | 'envFile'>,
  terminal: Terminal,
): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  if (options.envFile !== undefined)
    Object.assign(given, readEnvFile(resolve(terminal.cwd, options.envFile)));
  for (const pair of options.configVar) {
    const at = pair.indexOf('=');
    if (at < 1) {
      // What was given is not repeated: a value without its name may well be a secret.
      throw new UsageError('--config-var needs NAME=value, and one has no name or no =', {
        next: ['For instance: --config-var SECRET_KEY=not-the-real-one'],
      });
    }
    given[pair.slice(0, at)] = pair.slice(at + 1);
  }
  for (const name of Object.keys(given)) {
    const problem = configVarNameProblem(name);
    if (problem !== undefined)
      throw new UsageError(`Heroku refuses a config var with the name '${name}'`, {
        evidence: [`${problem}.`],
      });
  }
  return given;
}

function readEnvFile(path: string): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`The file of --env-file cannot be read: ${path}`, {
      evidence: [(error as Error).message],
    });
  }
  const { values, ignored } = parseEnvFile(text);
  if (ignored.length === 0) return values;
  throw new UsageError(`The file of --env-file has lines that are not NAME=value: ${path}`, {
    evidence: ignored.map((line) => `line ${line}`),
  });
}

/** Most dynos of one type that a rehearsal starts. */
const MAX_DYNOS = 20;

/**
 * Returns the dynos of each type that `--scale` names. Throws a UsageError for anything but
 * `type=n` pairs, and for a type that the Procfile does not name.
 */
export function parseScale(
  text: string,
  processTypes: readonly string[] | undefined,
): ReadonlyMap<string, number> {
  const pairs = text.split(',').map((pair) => {
    const [, type = '', quantity = ''] = /^\s*([\w-]+)=(\d{1,3})\s*$/.exec(pair) ?? [];
    if (type === '' || Number(quantity) > MAX_DYNOS) {
      throw new UsageError(
        `--scale needs type=number pairs with numbers up to ${MAX_DYNOS}, not '${pair}'`,
        {
          next: ['For instance: --scale web=2,worker=1'],
        },
      );
    }
    if (processTypes !== undefined && (!processTypes.includes(type) || type === 'release')) {
      throw new UsageError(`The Procfile has no process type '${type}' to scale`, {
        evidence: [`It names: ${processTypes.join(', ')}`],
      });
    }
    return [type, Number(quantity)] as const;
  });
  return new Map(pairs);
}
