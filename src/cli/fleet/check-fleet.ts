import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadRules } from '../../check/catalogue.ts';
import { IGNORE_RULES } from '../../check/ignore-rules.ts';
import { factsInForce } from '../../facts/in-force.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { type FleetLine, type FleetOptions, renderFleetLine } from '../../fleet/line.ts';
import { type FleetEntry, parseFleetList } from '../../fleet/list.ts';
import { openResultFile, type ResultFile } from '../../fleet/result-file.ts';
import { runFleet } from '../../fleet/run-fleet.ts';
import { refuseUnisolated } from '../../fleet/sandbox/rehearse-folder.ts';
import { itemsOfShard } from '../../fleet/shard.ts';
import { packageVersion } from '../../machine/package-version.ts';
import { withLock } from '../../machine/tools/tool-cache.ts';
import { withWorkspace } from '../../machine/workspace.ts';
import { chosenRules } from '../chosen-rules.ts';
import type { Terminal } from '../command.ts';
import type { FleetCommandOptions } from './fleet-options.ts';
import { rehearser } from './rehearser.ts';
import { showProgress } from './show-progress.ts';
import { readEarlierRun, tellEnd } from './tell-end.ts';
import { workerCommand } from './worker-command.ts';

/** Characters of a list: a million names take about 40 MB. */
const MAX_LIST_CHARACTERS = 500_000_000;

/** Checks every repository of a list. 0 when all are without findings, else 1. */
export async function checkFleet(
  terminal: Terminal,
  list: string,
  options: FleetCommandOptions,
): Promise<number> {
  chosenRules([...(await loadRules()), ...IGNORE_RULES], options);
  if (options.rehearse && options.queue === undefined)
    refuseUnisolated(terminal.env, options.trusted ?? false);
  const all = parseFleetList(await readList(terminal, list), {
    name: list === '-' ? 'The list on standard input' : list,
    folder: list === '-' ? terminal.cwd : dirname(resolve(terminal.cwd, list)),
    gitHost: options.gitHost,
  });
  const entries = options.shard === undefined ? all : itemsOfShard(all, options.shard);
  const earlier = readEarlierRun(terminal, options);
  return await withResults(terminal, options.output, async (results) => {
    await checkEntries(terminal, entries, results, options);
    const repositories = new Set(entries.map(({ repository }) => repository));
    return await tellEnd(terminal, { name: list, results, repositories }, options, earlier);
  });
}

/**
 * Gives `work` the file of results, which this process alone writes; without a name, one that is
 * thrown away.
 */
export async function withResults<Result>(
  terminal: Terminal,
  output: string | undefined,
  work: (results: ResultFile) => Promise<Result>,
): Promise<Result> {
  const workWith = async (path: string): Promise<Result> => {
    const results = openResultFile(path);
    try {
      return await work(results);
    } finally {
      results.close();
    }
  };
  if (output === undefined)
    return await withWorkspace((workspace) => workWith(join(workspace, 'results.jsonl')));
  const path = resolve(terminal.cwd, output);
  return await withLock(path, () => workWith(path), {
    signal: terminal.signal,
    waiting: () => terminal.err(`Waiting for another dynoready that writes ${output}\n`),
  });
}

async function checkEntries(
  terminal: Terminal,
  entries: readonly FleetEntry[],
  results: ResultFile,
  options: FleetCommandOptions,
): Promise<void> {
  const progress = showProgress(terminal, entries.length);
  const context = {
    run: { checker: packageVersion(), options: lineOptions(options) },
    today: factsInForce().today,
    clone: options.clone,
    limits: options.limits,
    signal: terminal.signal,
    onEnd: (_entry: FleetEntry, line: FleetLine | undefined) => {
      if (line !== undefined) results.append(line);
      if (line !== undefined && options.output === undefined) terminal.out(renderFleetLine(line));
      progress.count(line?.status);
    },
  };
  try {
    if (options.queue !== undefined) {
      const { queueEntries } = await import('./queue-entries.ts');
      await queueEntries(terminal, options.queue, entries, context, results, progress.count);
      progress.end(0);
      return;
    }
    const peakMb = await runFleet(entries, {
      ...context,
      env: terminal.env,
      worker: workerCommand(terminal),
      workers: options.workers,
      known: results.known,
      rehearse: rehearser(terminal, options.trusted ?? false, options.rehearseTimeoutMs),
    });
    progress.end(peakMb);
  } finally {
    progress.clear();
  }
}

/** The options that decide a result, in one order. */
export function lineOptions({
  failOn,
  rule,
  skip,
  today,
  rehearse,
}: FleetCommandOptions): FleetOptions {
  return {
    failOn,
    rule: rule === undefined ? null : [...new Set(rule)].sort(),
    skip: [...new Set(skip)].sort(),
    today: today ?? null,
    rehearse: rehearse ?? false,
  };
}

async function readList(terminal: Terminal, list: string): Promise<string> {
  if (list === '-') return await readAll(process.stdin);
  try {
    return readFileSync(resolve(terminal.cwd, list), 'utf8');
  } catch (error) {
    throw new UsageError(`The list cannot be read: ${list}`, {
      evidence: [(error as Error).message],
      next: ['Write one repository a line: a folder, a git URL, or owner/name on GitHub.'],
    });
  }
}

async function readAll(input: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const chunk of input.setEncoding('utf8')) {
    text += chunk;
    if (text.length > MAX_LIST_CHARACTERS) throw new UsageError('The list is too long');
  }
  return text;
}
