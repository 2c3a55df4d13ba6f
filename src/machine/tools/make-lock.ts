import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageManagerVersions, pipToolsVersion } from '../../facts/package-managers.ts';
import type { Interpreter } from '../interpreters.ts';
import { packageIndexVariables } from '../package-index.ts';
import { lastLines, runProcess } from '../process.ts';
import { ensureTool, toolCommand } from './python-tools.ts';
import { toolCacheFolder } from './tool-cache.ts';

/** What makes a lock: three package managers in the version that Heroku pins, and pip-tools. */
export type LockTool = 'uv' | 'poetry' | 'pipenv' | 'pip-tools';

export interface MakeLockOptions {
  /** Folder of the declaration. */
  readonly root: string;
  readonly tool: LockTool;
  /**
   * For a list that pip-tools or uv compiles: the declaration, what is compiled from it, and the
   * options that it was compiled with so far.
   */
  readonly compile?: {
    readonly from: string;
    readonly to: string;
    readonly options?: readonly string[];
    /** The command that the header keeps, where one names its own. */
    readonly command?: string | undefined;
  };
  /** The Python that the lock is made for. */
  readonly interpreter: Interpreter;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

/** Milliseconds that resolving may take; a slow index and a large project need minutes. */
const LIMIT_MS = 600_000;

/** The version of a tool that locks. */
export function lockToolVersion(tool: LockTool): string {
  return tool === 'pip-tools' ? pipToolsVersion() : packageManagerVersions().classic[tool];
}

/**
 * Makes the lock anew, as the tool itself does it. Returns undefined when it is there, else the
 * last lines of what the tool said; the file is then as it was, since each tool writes its lock
 * only at the end. Throws a UsageError when the tool cannot be had.
 */
export async function makeLock(options: MakeLockOptions): Promise<readonly string[] | undefined> {
  const { root, tool, env, signal, progress, interpreter } = options;
  const folder = await ensureTool(tool, lockToolVersion(tool), {
    interpreter,
    progress,
    signal,
    env,
  });
  const { file, args } = toolCommand(tool, folder);
  const temporary = mkdtempSync(join(tmpdir(), 'dynoready-lock-'));
  try {
    const result = await runProcess({
      file,
      args: [...args, ...argumentsOf(options)],
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
        ...(options.compile?.command === undefined
          ? {}
          : { UV_CUSTOM_COMPILE_COMMAND: options.compile.command }),
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
    return result.exitCode === 0 ? undefined : lastLines(result, 4);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function argumentsOf({ tool, compile }: MakeLockOptions): readonly string[] {
  if (tool === 'uv' && compile !== undefined) {
    const { from, to, options = [] } = compile;
    return ['pip', 'compile', '--quiet', ...options, '--output-file', to, from];
  }
  if (tool === 'uv') return ['lock', '--color', 'never', '--no-progress'];
  if (tool === 'poetry') return ['lock', '--no-interaction', '--no-ansi'];
  if (tool === 'pipenv') return ['lock'];
  const { from = 'requirements.in', to = 'requirements.txt', options = [] } = compile ?? {};
  const extras = options.some((word) => word.endsWith('strip-extras')) ? [] : ['--strip-extras'];
  return ['compile', '--quiet', ...extras, ...options, '--output-file', to, from];
}
