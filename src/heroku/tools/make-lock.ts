import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_MANAGER_VERSIONS, PIP_TOOLS_VERSION } from '../../facts/package-managers.ts';
import { packageIndexVariables } from '../build/package-index.ts';
import { chooseInterpreter, findInterpreters } from '../interpreters.ts';
import { runProcess } from '../process.ts';
import { toolCacheFolder } from './cache.ts';
import { ensureTool } from './python-tools.ts';

/** What makes a lock: three package managers in the version that Heroku pins, and pip-tools. */
export type LockTool = 'uv' | 'poetry' | 'pipenv' | 'pip-tools';

export interface MakeLockOptions {
  /** Folder of the declaration. */
  readonly root: string;
  readonly tool: LockTool;
  /** For pip-tools: the declaration, what is compiled from it, and the options that it was compiled with so far. */
  readonly compile?: { readonly from: string; readonly to: string; readonly options?: readonly string[] };
  /** Line of Python (X.Y) that the lock is made for, as far as the tool runs on it. */
  readonly pythonLine: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

/** Seconds that resolving may take; a slow index and a large project need minutes. */
const LIMIT_MS = 600_000;

/** The version of a tool that locks. */
export function lockToolVersion(tool: LockTool): string {
  return tool === 'pip-tools' ? PIP_TOOLS_VERSION : PACKAGE_MANAGER_VERSIONS.classic[tool];
}

/**
 * Makes the lock anew, as the tool itself does it. Returns undefined when it is there, else the last lines of what the tool said; the file is then
 * as it was, since each tool writes its lock only at the end. Throws a UsageError when the tool or a Python for it cannot be had.
 */
export async function makeLock(options: MakeLockOptions): Promise<readonly string[] | undefined> {
  const { root, tool, env, signal, progress, pythonLine } = options;
  const interpreters = await findInterpreters(env);
  const interpreter = chooseInterpreter(`${pythonLine}.0`, { strict: false, interpreters });
  const folder = await ensureTool(tool, lockToolVersion(tool), { interpreter, progress, signal, env });
  const temporary = mkdtempSync(join(tmpdir(), 'dynoready-lock-'));
  try {
    const result = await runProcess({
      file: tool === 'uv' ? join(folder, 'bin', 'uv') : join(folder, 'bin', 'python'),
      args: argumentsOf(options),
      cwd: root,
      env: {
        PATH: env.PATH ?? '/usr/bin:/bin',
        HOME: env.HOME ?? temporary,
        TMPDIR: temporary,
        ...packageIndexVariables(env),
        UV_CACHE_DIR: join(toolCacheFolder(env), 'downloads', 'uv'),
        UV_PYTHON: interpreter.path,
        UV_NO_MANAGED_PYTHON: '1',
        UV_PYTHON_DOWNLOADS: 'never',
        POETRY_VIRTUALENVS_CREATE: 'false',
        WORKON_HOME: temporary,
        PIPENV_PYTHON: interpreter.path,
        PIPENV_IGNORE_VIRTUALENVS: '1',
        PIPENV_NOSPIN: '1',
      },
      signal,
      timeoutMs: LIMIT_MS,
    });
    signal.throwIfAborted();
    if (result.exitCode === 0) return undefined;
    const lines = result.output.split('\n').map((line) => line.trim());
    return lines.filter(Boolean).slice(-4);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function argumentsOf({ tool, compile }: MakeLockOptions): readonly string[] {
  if (tool === 'uv') return ['lock', '--color', 'never', '--no-progress'];
  if (tool === 'poetry') return ['-I', '-m', 'poetry', 'lock', '--no-interaction', '--no-ansi'];
  if (tool === 'pipenv') return ['-I', '-m', 'pipenv', 'lock'];
  const { from = 'requirements.in', to = 'requirements.txt', options = [] } = compile ?? {};
  const extras = options.some((word) => word.endsWith('strip-extras')) ? [] : ['--strip-extras'];
  return ['-I', '-m', 'piptools', 'compile', '--quiet', ...extras, ...options, '--output-file', to, from];
}
