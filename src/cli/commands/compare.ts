import { homedir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import { createApiClient } from '../../platform-api/client.ts';
import { compareWithLiveApp } from '../../platform-api/comparison.ts';
import { findApiHost, findToken } from '../../platform-api/credentials.ts';
import { readLiveApp } from '../../platform-api/live-app.ts';
import { createThrottle, DEFAULT_STRATEGY } from '../../platform-api/throttle-strategies.ts';
import { readRepository } from '../../project/read.ts';
import type { Terminal } from '../command.ts';
import { projectFolder } from '../project-folder.ts';
import { describeProblem, describeWait } from '../report/api-problem-text.ts';
import { comparisonJson, renderComparison } from '../report/comparison-text.ts';

const optionsSchema = z.object({
  app: z.string().trim(),
  format: z.enum(['pretty', 'json']),
  wait: z.number().min(0),
});

export function declare(command: Command): Command {
  return command
    .argument('[path]', 'folder of the project', '.')
    .requiredOption('-a, --app <name>', 'name of the app on Heroku')
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
  if (app === '')
    throw new UsageError('--app needs the name of an app', {
      next: ['List your apps with: heroku apps --all'],
    });
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
    onWait: (pause) => terminal.err(describeWait(pause)),
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

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0) || text.trim() === '')
    throw new UsageError(`--wait needs a number of seconds, not '${text}'`);
  return seconds;
}
