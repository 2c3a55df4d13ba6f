import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { packageManagerVersions } from '../../facts/package-managers.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { Interpreter } from '../interpreters.ts';
import { runProcess } from '../process.ts';
import { downloadEnvironment, ensureTool } from './python-tools.ts';
import { fetchedPythonsFolder, toolCacheFolder, withLock } from './tool-cache.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface FetchPythonOptions {
  /** Where uv is installed from when PATH has none; undefined when nothing was found. */
  readonly interpreter: Interpreter | undefined;
  /** One line per step that takes time. */
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
  readonly env: Environment;
}

/** What became of fetching a Python: it is in the tool cache, or why it is not. */
export type FetchedPython =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: string;
      /** True when uv itself could not be had, which an install changes at once. */
      readonly isWithoutUv?: boolean;
    };

/** Milliseconds that one download may take; a Python has 30 MB. */
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/** Milliseconds for which a failure is not tried again, so that not every build waits for it. */
const FAILURE_KEPT_MS = 60 * 60_000;

/**
 * Puts a Python (X.Y.Z, or X.Y for the newest that uv knows) into the tool cache with uv, where
 * `findInterpreters` sees it. A mirror is given to uv as usual, with UV_PYTHON_INSTALL_MIRROR or
 * UV_PYTHON_DOWNLOADS_JSON_URL. A failure is a result, and is kept for an hour.
 */
export async function fetchPython(
  version: string,
  options: FetchPythonOptions,
): Promise<FetchedPython> {
  const folder = fetchedPythonsFolder(options.env);
  if (isFetched(folder, version)) return { ok: true };
  const kept = keptFailure(folder, version, options.env);
  if (kept !== undefined) return { ok: false, reason: kept };
  const { signal } = options;
  const waiting = (): void =>
    options.progress(`Waiting for another run that fetches Python ${version}`);
  mkdirSync(folder, { recursive: true });
  const result = await withLock(
    join(folder, `python-${version}`),
    async (): Promise<FetchedPython> =>
      isFetched(folder, version) ? { ok: true } : await install(version, folder, options),
    { signal, waiting },
  );
  if (!result.ok && result.isWithoutUv !== true)
    keepFailure(folder, version, options.env, result.reason);
  return result;
}

async function install(
  version: string,
  folder: string,
  options: FetchPythonOptions,
): Promise<FetchedPython> {
  const uv = await findUv(options);
  if (typeof uv !== 'string')
    return {
      ok: false,
      reason: uv?.message ?? 'there is no Python here to install uv with',
      isWithoutUv: true,
    };
  options.progress(`Fetching Python ${version} into the tool cache (30 MB, once)`);
  const result = await runProcess({
    file: uv,
    args: ['python', 'install', '--no-bin', '--no-config', '--install-dir', folder, version],
    cwd: '/',
    env: {
      ...downloadEnvironment(options.env),
      UV_CACHE_DIR: join(toolCacheFolder(options.env), 'downloads', 'uv'),
      UV_HTTP_RETRIES: options.env.UV_HTTP_RETRIES ?? '1',
      NO_COLOR: '1',
    },
    signal: options.signal,
    timeoutMs: DOWNLOAD_LIMIT_MS,
    onLine: (line) => {
      if (/^Download(ing|ed) /.test(line)) options.progress(line);
    },
  });
  options.signal.throwIfAborted();
  if (result.exitCode === 0 && isFetched(folder, version)) return { ok: true };
  // What uv has half made would be taken for a Python the next time.
  for (const name of fetchedNames(folder, version))
    rmSync(join(folder, name), { recursive: true, force: true });
  const lines = result.output.split('\n').filter((line) => line.trim() !== '');
  const first =
    lines.find((line) => /^error: /.test(line)) ?? lines[0] ?? 'uv ended without a word';
  const root = lines.findLast((line) => /^\s*Caused by: /.test(line));
  const reason = [first, ...(root === undefined ? [] : [root])]
    .map((line) => line.replace(/^\s*(error|Caused by): /, ''))
    .join(': ');
  return { ok: false, reason };
}

/** uv on PATH, else the one of the tool cache; undefined without a Python to install it with. */
async function findUv(options: FetchPythonOptions): Promise<string | UsageError | undefined> {
  const folders = (options.env.PATH ?? '').split(delimiter).filter((one) => one.startsWith('/'));
  const found = folders.map((one) => join(one, 'uv')).find((path) => existsSync(path));
  if (found !== undefined) return found;
  const { interpreter } = options;
  const version = packageManagerVersions().classic.uv;
  const ready = join(toolCacheFolder(options.env), `uv-${version}`, 'bin', 'uv');
  if (existsSync(ready)) return ready;
  if (interpreter === undefined) return undefined;
  try {
    const folder = await ensureTool('uv', version, { ...options, interpreter });
    return join(folder, 'bin', 'uv');
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

/** uv names the folders cpython-3.13.5-linux-x86_64-gnu. */
function fetchedNames(folder: string, version: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const prefix = `cpython-${version}${version.split('.').length === 3 ? '-' : '.'}`;
  return readdirSync(folder).filter((name) => name.startsWith(prefix));
}

function isFetched(folder: string, version: string): boolean {
  return fetchedNames(folder, version).length > 0;
}

/** What a failure belongs to: with another mirror, the next try may succeed. */
function failureKey(version: string, env: Environment): string {
  return [version, env.UV_PYTHON_INSTALL_MIRROR, env.UV_PYTHON_DOWNLOADS_JSON_URL].join(' ').trim();
}

type Failures = Record<string, { at: number; reason: string }>;

function readFailures(folder: string): Failures {
  try {
    return JSON.parse(readFileSync(join(folder, 'failures.json'), 'utf8')) as Failures;
  } catch {
    return {};
  }
}

function keptFailure(folder: string, version: string, env: Environment): string | undefined {
  const failure = readFailures(folder)[failureKey(version, env)];
  return failure !== undefined && Date.now() - failure.at < FAILURE_KEPT_MS
    ? failure.reason
    : undefined;
}

function keepFailure(folder: string, version: string, env: Environment, reason: string): void {
  const failures = {
    ...readFailures(folder),
    [failureKey(version, env)]: { at: Date.now(), reason },
  };
  writeFileSync(join(folder, 'failures.json'), JSON.stringify(failures));
}
