import { resolve } from 'node:path';
import { dynoSize } from '../facts/dynos.ts';
import { escapeControls } from '../facts/escape-controls.ts';
import { UsageError } from '../facts/usage-error.ts';
import { openDrain } from '../heroku/logs/drain.ts';
import type { LogLine } from '../heroku/logs/log-line.ts';
import type { AppRouter } from '../heroku/router/app-router.ts';
import { readRepository } from '../project/read.ts';
import type { LiveApp } from '../rehearsal/live-app.ts';
import type { Rehearsal } from '../rehearsal/rehearsal.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { isDjango, noDjangoProject } from './check-project.ts';
import type { Terminal } from './command.ts';
import { hidingConfigVars } from './hide-config-vars.ts';
import { refuseImageBuild } from './image-build.ts';
import { projectFolder } from './project-folder.ts';
import {
  parseScale,
  type RehearsalOptions,
  readGivenConfigVars,
  timeFactorOf,
} from './rehearsal-options.ts';
import { defaultResultFile, writeResult, writeTextFile } from './rehearsal-result.ts';
import type { RehearsalEvent } from './report/rehearsal-events.ts';
import { renderRehearsalPage } from './report/rehearsal-page.ts';
import { painter, renderPhase } from './report/rehearsal-progress.ts';
import { renderRehearsal } from './report/rehearsal-text.ts';

export interface RunRehearsalOptions {
  readonly operands: readonly string[];
  readonly options: RehearsalOptions;
  /** Ends the rehearsal at once. */
  readonly signal: AbortSignal;
  /** `dynoready rehearse` or `dynoready up`. */
  readonly command: string;
  readonly router?: AppRouter;
  readonly whileUp?: (app: LiveApp) => Promise<void>;
  /** What happens, as it happens, for `--format jsonl`. */
  readonly onEvent?: (event: RehearsalEvent) => void;
  /** Each line of the app's log as it comes. */
  readonly onLog?: (line: LogLine) => void;
}

/**
 * Runs a rehearsal with its progress on standard error, keeps the result, prints it, and returns
 * it.
 */
export async function runRehearsal(
  terminal: Terminal,
  run: RunRehearsalOptions,
): Promise<Rehearsal> {
  if (process.platform === 'win32') {
    throw new UsageError('A rehearsal runs a Procfile line in bash, which Windows does not have', {
      next: ['Run it inside WSL. Here you can use: dynoready check, init, explain'],
    });
  }
  const given = readGivenConfigVars(run.options, terminal);
  return await hidingConfigVars(terminal, given, (hiding) => rehearseWith(hiding, run, given));
}

async function rehearseWith(
  terminal: Terminal,
  run: RunRehearsalOptions,
  given: Readonly<Record<string, string>>,
): Promise<Rehearsal> {
  const { options } = run;
  const operand = run.operands[0] ?? '.';
  const root = projectFolder(terminal.cwd, operand);
  refuseImageBuild(root);
  const repository = readRepository(
    root,
    options.project === undefined ? {} : { project: options.project },
  );
  if (!isDjango(repository))
    throw noDjangoProject(run.command.replace(/^dynoready /, ''), [operand]);
  const size = options.size === undefined ? {} : { size: dynoSize(options.size) };
  const types =
    repository.procfile === undefined ? undefined : [...repository.procfile.processTypes.keys()];
  const scale = options.scale === undefined ? {} : { scale: parseScale(options.scale, types) };
  const drains = (options.drain ?? []).map(openDrain);
  const log: string[] = [];
  run.onEvent?.({ event: 'started', schemaVersion: 1, project: repository.root });
  terminal.err(`Rehearsing ${repository.root} as Heroku would deploy it\n\n`);
  const rehearsal = await rehearse({
    repository,
    given,
    strict: options.strict,
    ...(options.offline === undefined ? {} : { offline: options.offline }),
    ...size,
    ...scale,
    drill: options.drill ?? false,
    ...(options.until === undefined ? {} : { until: options.until }),
    timeFactor: timeFactorOf(options),
    signal: run.signal,
    env: terminal.env,
    onPhase: (event) => {
      run.onEvent?.(
        event.kind === 'ended'
          ? { event: 'phase-ended', phase: event.phase }
          : { event: 'phase-started', phase: event.name },
      );
      if (event.kind === 'ended') terminal.err(renderPhase(event.phase, terminal.color));
      else if (terminal.interactive)
        terminal.err(painter(terminal.color)('2', `  ${event.name} …\r`));
    },
    onLine: (phase, text) => {
      const line = escapeControls(text);
      log.push(`${phase}: ${line}`);
      run.onEvent?.({ event: 'line', phase, text: line });
      // What takes long the first time must not look like a standstill.
      if (terminal.verbose || /^(Fetching|Unpacking|Waiting for another|Installing) /.test(line))
        terminal.err(`  ${line}\n`);
    },
    onLog: (line) => {
      for (const drain of drains) drain.write(line);
      run.onEvent?.({ event: 'log', ...line, at: line.at.toISOString() });
      run.onLog?.(line);
    },
    ...(run.router === undefined ? {} : { router: run.router }),
    ...(run.whileUp === undefined ? {} : { whileUp: run.whileUp }),
  });
  for (const drain of drains) {
    const problem = await drain.close();
    if (problem !== undefined)
      terminal.err(`The drain ${withoutPassword(drain.url)} did not get every line: ${problem}\n`);
  }
  terminal.err('\n');
  const resultFile =
    options.output === undefined
      ? defaultResultFile(repository.root, terminal.env)
      : resolve(terminal.cwd, options.output);
  writeResult(resultFile, rehearsal);
  if (options.report !== undefined)
    writeTextFile(resolve(terminal.cwd, options.report), renderRehearsalPage(rehearsal));
  if (options.keepLog !== undefined)
    writeTextFile(resolve(terminal.cwd, options.keepLog), log.map((line) => `${line}\n`).join(''));
  const command = operand === '.' ? run.command : `${run.command} ${operand}`;
  run.onEvent?.({ event: 'finished', rehearsal });
  if (options.format === 'jsonl') return rehearsal;
  if (options.format === 'json') terminal.out(`${JSON.stringify(rehearsal, null, 2)}\n`);
  else
    terminal.out(
      renderRehearsal(rehearsal, {
        color: terminal.color,
        resultFile,
        command,
        showsDifferences: options.differences ?? false,
      }),
    );
  return rehearsal;
}

/** The URL of a drain may carry a token in its user part. */
function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//…@');
}
