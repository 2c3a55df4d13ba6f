import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { escapeControls } from '../../facts/escape-controls.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { lastLines, type ProcessResult, startProcess } from '../../machine/process.ts';
import { descendantsOf } from '../../machine/process-table.ts';
import { toolCacheFolder } from '../../machine/tools/tool-cache.ts';
import { recordProcessGroup, withWorkspace } from '../../machine/workspace.ts';
import { bareOutcome, type FleetOutcome } from '../line.ts';
import { memoryMbOf } from '../worker-process.ts';
import { forwarderModule, INDEX_HOSTS, INSIDE_PORT, openIndexProxy } from './index-proxy.ts';
import { SANDBOX_PROJECT, SANDBOX_SOCKET, sandboxCommand } from './sandbox-command.ts';

export interface RehearseFolderOptions {
  /** The program of the package, as Node starts it. */
  readonly main: string;
  /** True runs the code as this user, on this machine, with its network. */
  readonly isTrusted: boolean;
  readonly limits: { readonly timeoutMs: number; readonly memoryMb: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Milliseconds between two looks at the memory of all that a rehearsal started. */
const LOOK_MS = 250;

/** Where uv keeps its Pythons, in a person's home. */
const UV_PYTHONS = '.local/share/uv/python';

/** What a build writes into the folder of tools; inside, it has its own. */
const WRITTEN_BY_BUILDS = ['builds', 'downloads'];

const rehearsalSchema = z.object({
  verdict: z.enum(['passed', 'failed', 'interrupted']),
  phases: z.array(
    z.object({ name: z.string(), verdict: z.string(), reason: z.string().nullable() }),
  ),
});

/** True where foreign code can be isolated, or is trusted. */
export function canIsolate(
  env: Readonly<Record<string, string | undefined>>,
  isTrusted: boolean,
): boolean {
  return isTrusted || findBubblewrap(env) !== undefined;
}

/** Throws a UsageError when foreign code cannot be isolated here, and nobody trusts it. */
export function refuseUnisolated(
  env: Readonly<Record<string, string | undefined>>,
  isTrusted: boolean,
): void {
  if (canIsolate(env, isTrusted)) return;
  throw new UsageError(
    '--rehearse runs foreign code, and bubblewrap, which isolates it, is missing',
    {
      evidence: ['No bwrap was found on PATH.'],
      next: [
        'Install it, on Debian and Ubuntu:',
        '  apt-get install bubblewrap',
        'Or, when you trust every repository of the list, run it as yourself: --trusted',
      ],
    },
  );
}

/**
 * The outcome of a folder with its rehearsal: isolated, unless it is trusted. The package index is
 * reachable until the build has ended, and nothing else ever.
 */
export async function rehearseFolder(
  folder: string,
  checked: FleetOutcome,
  options: RehearseFolderOptions,
): Promise<FleetOutcome> {
  return await withWorkspace(async (workspace) => {
    const socket = join(workspace, 'index.sock');
    const proxy = options.isTrusted ? undefined : await openIndexProxy(socket, INDEX_HOSTS);
    try {
      const command = options.isTrusted
        ? rehearseCommand(options.main, folder, join(workspace, 'rehearsal.json'), [])
        : isolated(folder, socket, options);
      const { result, excess } = await runLimited(command, workspace, options, (line) => {
        if (/^\s*build\s+(passed|failed)/.test(line)) proxy?.close();
      });
      options.signal.throwIfAborted();
      return outcomeOf(checked, result, excess, options);
    } finally {
      proxy?.close();
    }
  });
}

function rehearseCommand(main: string, folder: string, result: string, first: readonly string[]) {
  const words = ['rehearse', folder, '--format', 'json', '--output', result];
  return [process.execPath, ...first, main, ...words];
}

function isolated(
  project: string,
  socket: string,
  { main, env }: RehearseFolderOptions,
): readonly string[] {
  const home = env.HOME || homedir();
  const tools = toolCacheFolder(env);
  const pyenv = env.PYENV_ROOT || join(home, '.pyenv');
  const readable = [
    ...[dirname(process.execPath), packageFolder(main), tools, pyenv],
    join(home, UV_PYTHONS),
  ].filter((path) => existsSync(path));
  const entries = existsSync(tools) ? readdirSync(tools) : [];
  return [
    findBubblewrap(env) ?? 'bwrap',
    ...sandboxCommand({
      isRoot: process.getuid?.() === 0,
      readable,
      project,
      tools: {
        folder: tools,
        entries: entries.filter(
          (name) => !WRITTEN_BY_BUILDS.includes(name) && !name.startsWith('.'),
        ),
      },
      links: { [UV_PYTHONS]: join(home, UV_PYTHONS) },
      socket,
      env: {
        PATH: env.PATH ?? '',
        NO_COLOR: '1',
        PYENV_ROOT: pyenv,
        // A Python is no package of the index: one that is not here is stood in for.
        DYNOREADY_OFFLINE: '1',
        HTTPS_PROXY: `http://127.0.0.1:${INSIDE_PORT}`,
      },
      command: rehearseCommand(main, SANDBOX_PROJECT, '/tmp/rehearsal.json', [
        '--import',
        forwarderModule(SANDBOX_SOCKET),
      ]),
    }),
  ];
}

/** The folder of this package, which holds its program, templates and packages. */
function packageFolder(main: string): string {
  for (let folder = dirname(main); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'templates')))
      return folder.replace(/\/node_modules\/generator-dynoready$/, '');
  return dirname(main);
}

async function runLimited(
  [file = '', ...args]: readonly string[],
  workspace: string,
  { limits, env, signal }: RehearseFolderOptions,
  onError: (line: string) => void,
): Promise<{ result: ProcessResult; excess: boolean }> {
  let excess = false;
  const running = startProcess({
    ...{ file, args, cwd: '/', signal, timeoutMs: limits.timeoutMs },
    env: Object.fromEntries(
      Object.entries(env).filter((one): one is [string, string] => one[1] !== undefined),
    ),
    onLine: (line, stream) => stream === 'stderr' && onError(line),
  });
  recordProcessGroup(workspace, running.pid);
  const look = setInterval(() => {
    const all = [running.pid, ...descendantsOf(running.pid)];
    if (all.reduce((sum, pid) => sum + memoryMbOf(pid), 0) <= limits.memoryMb) return;
    excess = true;
    running.kill('SIGKILL');
  }, LOOK_MS);
  try {
    return { result: await running.ended, excess };
  } finally {
    clearInterval(look);
  }
}

function outcomeOf(
  checked: FleetOutcome,
  result: ProcessResult,
  excess: boolean,
  { limits }: RehearseFolderOptions,
): FleetOutcome {
  const without = (status: 'timeout' | 'memory' | 'failed', reason: string): FleetOutcome => ({
    ...bareOutcome(status, reason, checked.commit),
    content: checked.content,
  });
  if (excess)
    return without('memory', `the rehearsal took more than ${limits.memoryMb} MB of memory`);
  if (result.timedOut)
    return without('timeout', `the rehearsal was not done after ${limits.timeoutMs / 1000} s`);
  const { data } = rehearsalSchema.safeParse(parsed(result.stdout));
  if (data === undefined) {
    const said = lastLines(result, 40).find((line) => !/^Rehearsing |^(detect|build) /.test(line));
    return without('failed', `the rehearsal: ${escapeControls(said ?? 'no result').slice(0, 300)}`);
  }
  const failed = data.phases.find(({ verdict }) => verdict === 'failed');
  return {
    ...checked,
    status: data.verdict === 'passed' ? checked.status : 'findings',
    rehearsal: {
      verdict: data.verdict,
      failedPhase: failed?.name ?? null,
      reason: failed?.reason?.slice(0, 500) ?? null,
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findBubblewrap(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (process.platform !== 'linux') return undefined;
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, 'bwrap'))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
