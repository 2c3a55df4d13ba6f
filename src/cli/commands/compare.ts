import { homedir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import { type ApiProblem, createApiClient } from '../../platform-api/client.ts';
import { compareWithLiveApp } from '../../platform-api/comparison.ts';
import { findApiHost, findToken } from '../../platform-api/credentials.ts';
import { readLiveApp } from '../../platform-api/live-app.ts';
import { createThrottle, DEFAULT_STRATEGY } from '../../platform-api/throttle-strategies.ts';
import { readRepository } from '../../project/read.ts';
import type { Terminal } from '../command.ts';
import { projectFolder } from '../project-folder.ts';
import { comparisonJson, renderComparison } from '../report/comparison-text.ts';

const optionsSchema = z.object({
  app: z.string().min(1),
  format: z.enum(['pretty', 'json']),
  wait: z.number().min(0),
});

export function declare(command: Command): Command {
  return command
    .argument('[path]', 'folder of the project', '.')
    .requiredOption('-a, --app <name>', 'name of the app on Heroku')
    .option(
      '--wait <seconds>',
      'how long to wait in all while the account has no API calls left',
      parseSeconds,
      60,
    )
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .addHelpText(
      'after',
      `
Reads only, and prints names of config vars, never values. The token comes from HEROKU_API_KEY or from ~/.netrc (heroku login).
Exit code 1 when the next release would break, or the platform does not answer.`,
    );
}

/** 0 when nothing would break, 1 when something would or the platform gave no answer. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { app, format, wait } = optionsSchema.parse(given);
  const host = findApiHost(terminal.env);
  const token = findToken(terminal.env, host, terminal.env.HOME ?? homedir());
  const repository = await readRepository(projectFolder(terminal.cwd, operands[0] ?? '.'));
  const client = createApiClient({
    host,
    token,
    throttle: createThrottle(DEFAULT_STRATEGY, { random: Math.random }),
    sleep: (ms) => delay(ms, undefined, { signal: terminal.signal }),
    nowMs: () => performance.now(),
    longestWaitMs: wait * 1000,
    signal: terminal.signal,
    onWait: (ms) =>
      terminal.err(`The account's API calls are used up: waiting ${(ms / 1000).toFixed(1)} s.\n`),
  });
  const answer = await readLiveApp(client, app);
  if (!answer.ok) {
    terminal.err(describeProblem(answer.problem, app, host));
    return 1;
  }
  const live = answer.value;
  const differences = compareWithLiveApp(
    {
      procfile: repository.procfile,
      appJson: repository.appJson,
      settings: repository.djangoProject?.production,
    },
    live,
  );
  terminal.out(
    format === 'json'
      ? comparisonJson(live, differences)
      : renderComparison(live, differences, terminal.color),
  );
  return differences.some(({ gravity }) => gravity === 'breaks') ? 1 : 0;
}

function describeProblem(problem: ApiProblem, app: string, host: string): string {
  const evidence = `  GET ${host}${problem.path}: ${[problem.status, problem.id, problem.message].filter((part) => part !== undefined).join(' ')}`;
  const [situation, next] = {
    unauthorized: [
      'Heroku does not accept the token',
      'Log in again with: heroku login\nOr set HEROKU_API_KEY to a valid token.',
    ],
    'not-found': [
      `There is no app named '${app}' that this token may see`,
      'List your apps with: heroku apps --all',
    ],
    'rate-limited': [
      "The account's API calls are used up",
      'They come back at one every 0.8 seconds, for all who use the account. Try again later, or wait longer with: --wait 600',
    ],
    unreachable: [
      'The Platform API cannot be reached',
      'Check the network, a proxy, and HEROKU_HOST if it is set.',
    ],
    refused: ['Heroku refused the request', 'https://status.heroku.com tells of incidents.'],
    'not-understood': [
      'The answer of the Platform API is not what is documented',
      'Please report it with the lines above.',
    ],
  }[problem.kind] as [string, string];
  return `${situation}\n\n${evidence}\n\n${next}\n`;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0) || text.trim() === '')
    throw new UsageError(`--wait needs a number of seconds, not '${text}'`);
  return seconds;
}
