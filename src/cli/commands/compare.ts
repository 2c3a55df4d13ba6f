import { homedir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { loadRules } from '../../check/catalogue.ts';
import { type ComparisonContext, compareApp } from '../../comparison/compare-app.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { gitHistory } from '../../machine/git-history.ts';
import {
  type ApiClient,
  type ApiClientOptions,
  createApiClient,
} from '../../platform-api/client.ts';
import { findApiHost, findToken } from '../../platform-api/credentials.ts';
import { readLiveApp } from '../../platform-api/live-app.ts';
import { createThrottle, DEFAULT_STRATEGY } from '../../platform-api/throttle-strategies.ts';
import type { Terminal } from '../command.ts';
import { compareAccount } from '../compare-account.ts';
import { projectFolder } from '../project-folder.ts';
import { describeProblem, describeWait } from '../report/api-problem-text.ts';
import { comparisonDocument, comparisonJson, renderComparison } from '../report/comparison-text.ts';
import { withSharedLimit } from '../shared-limit.ts';

const optionsSchema = z.object({
  app: z.string().trim().optional(),
  account: z.boolean().default(false),
  host: z.string().optional(),
  format: z.enum(['pretty', 'json']),
  wait: z.number().min(0),
  limiter: z.string().optional(),
});

export function declare(command: Command): Command {
  return command
    .argument('[path]', 'folder of the project', '.')
    .option('-a, --app <name>', 'name of the app on Heroku')
    .option('--account', 'every app of the account, one after the other')
    .option(
      '--host <url>',
      'another Platform API, such as http://localhost:5080 of `dynoready platform` (default: HEROKU_HOST, else Heroku)',
    )
    .option(
      '--limiter <url>',
      'share the limit of API calls with everybody who names the same Redis, such as redis://…',
    )
    .option(
      '--wait <seconds>',
      'how long to wait in all: for API calls that are used up, and for answers that failed',
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
Reads only. The settings are evaluated with the values of the config vars in memory; no value is printed or kept.
The token comes from HEROKU_API_KEY or from ~/.netrc (heroku login).
Exit code 1 when the next release would break, or the platform does not answer.`,
    );
}

/** 0 when nothing would break, 1 when something would or the platform gave no answer. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = optionsSchema.parse(given);
  const app = chosenApp(options.app, options.account);
  const env =
    options.host === undefined ? terminal.env : { ...terminal.env, HEROKU_HOST: options.host };
  const host = findApiHost(env);
  const token = findToken(env, host, env.HOME ?? homedir());
  const folder = projectFolder(terminal.cwd, operands[0] ?? '.');
  const context: ComparisonContext = {
    folder,
    rules: await loadRules(),
    git: gitHistory(folder, terminal.env, terminal.signal),
  };
  return await withSharedLimit(terminal, options.limiter, token, async (sharedLimit) => {
    const client = createClient(terminal, { host, token, wait: options.wait, sharedLimit });
    if (app === undefined)
      return await compareAccount({ terminal, client, context, host, format: options.format });
    return await compareOne({ terminal, client, context, host, app, format: options.format });
  });
}

/** The comparison with one app. */
async function compareOne(one: {
  readonly terminal: Terminal;
  readonly client: ApiClient;
  readonly context: ComparisonContext;
  readonly host: string;
  readonly app: string;
  readonly format: 'pretty' | 'json';
}): Promise<number> {
  const { terminal, client, context, host, app, format } = one;
  const answer = await readLiveApp(client, app);
  if (!answer.ok) {
    terminal.err(describeProblem(answer.problem, app, host));
    return 1;
  }
  const live = answer.value.app;
  const differences = await compareApp(context, answer.value);
  terminal.out(
    format === 'json'
      ? comparisonJson(comparisonDocument(live, differences))
      : renderComparison(live, differences, terminal.color),
  );
  return differences.some(({ gravity }) => gravity === 'breaks') ? 1 : 0;
}

/** The app that was named, or undefined for the whole account. */
function chosenApp(app: string | undefined, account: boolean): string | undefined {
  if (account && app !== undefined) throw new UsageError('--account and --app exclude each other');
  if (!account && !app)
    throw new UsageError('--app needs the name of an app', {
      next: ['List your apps with: heroku apps --all', 'or compare all of them with: --account'],
    });
  return app;
}

function createClient(
  terminal: Terminal,
  {
    wait,
    ...account
  }: Pick<ApiClientOptions, 'host' | 'token' | 'sharedLimit'> & { readonly wait: number },
): ApiClient {
  return createApiClient({
    ...account,
    throttle: createThrottle(DEFAULT_STRATEGY, { random: Math.random }),
    sleep: (ms) => delay(ms, undefined, { signal: terminal.signal }),
    nowMs: () => performance.now(),
    longestWaitMs: wait * 1000,
    signal: terminal.signal,
    onWait: (pause) => terminal.err(describeWait(pause)),
  });
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0) || text.trim() === '')
    throw new UsageError(`--wait needs a number of seconds, not '${text}'`);
  return seconds;
}
