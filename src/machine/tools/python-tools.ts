import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setuptools, wheelSha256 } from '../../facts/package-managers.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { Interpreter } from '../interpreters.ts';
import { type ProcessResult, runProcess } from '../process.ts';
import { ownPip, venvCommands } from './own-pip.ts';
import { installOnce, toolCacheFolder } from './tool-cache.ts';

export interface EnsureToolOptions {
  /** An interpreter whose own pip can fetch. */
  readonly interpreter: Interpreter;
  /** One line per step that takes time; not called when the tool is there already. */
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
  /**
   * The tool's own environment: index, proxy and certificates for the download come from it.
   * Default: that of this process.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Returns a folder with the packages of the pinned pip, laid out as in site-packages, fetched into
 * the tool cache the first time (2 MB). Throws a UsageError without network, or when what came is
 * not what was pinned.
 */
export function ensurePip(version: string, options: EnsureToolOptions): Promise<string> {
  return ensureWheel('pip', version, options);
}

/**
 * Returns a folder with the pinned setuptools, laid out as in site-packages. As {@link ensurePip}.
 */
export function ensureSetuptools(options: EnsureToolOptions): Promise<string> {
  return ensureWheel('setuptools', setuptools().version, options);
}

/**
 * The folder that {@link ensurePip} would return if that pip was fetched before; undefined when it
 * was not.
 */
export function findPip(
  version: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const folder = join(toolCacheFolder(env), `pip-${version}`);
  return existsSync(folder) ? folder : undefined;
}

/**
 * Returns a virtual environment in the tool cache that holds Pipenv, Poetry, uv or pip-tools in the
 * given version; the tool is started as `bin/python -m <name>` (its scripts name another folder),
 * uv also as `bin/uv`. Throws a UsageError when it cannot be installed.
 */
export function ensureTool(
  name: 'pipenv' | 'poetry' | 'uv' | 'pip-tools',
  version: string,
  options: EnsureToolOptions,
): Promise<string> {
  const env = options.env ?? process.env;
  const { interpreter, signal } = options;
  const waiting = (): void =>
    options.progress(`Waiting for another run that installs ${name} ${version}`);
  // uv is one program of its own; the other two run on the interpreter that installed them.
  const target = join(
    toolCacheFolder(env),
    name === 'uv' ? `uv-${version}` : `${name}-${version}-python-${interpreter.version}`,
  );
  return installOnce(
    target,
    async (folder) => {
      options.progress(`Installing ${name} ${version} into the tool cache (once)`);
      const install = [...QUIET, '--only-binary', ':all:', `${name}==${version}`];
      const commands = await venvCommands(interpreter, folder, install, { env, signal });
      for (const [file, args] of commands) {
        const result = await runProcess({
          file,
          args,
          cwd: folder,
          env: downloadEnvironment(env),
          signal,
        });
        signal.throwIfAborted();
        if (result.exitCode !== 0) throw notFetched(name, version, result);
      }
    },
    { signal, waiting },
  );
}

/**
 * How a tool in the folder of {@link ensureTool} is started: the program, and the words before the
 * tool's own.
 */
export function toolCommand(
  name: 'pipenv' | 'poetry' | 'uv' | 'pip-tools',
  folder: string,
): { readonly file: string; readonly args: readonly string[] } {
  if (name === 'uv') return { file: join(folder, 'bin', 'uv'), args: [] };
  return {
    file: join(folder, 'bin', 'python'),
    args: ['-I', '-m', name === 'pip-tools' ? 'piptools' : name],
  };
}

/** Options of pip's own downloads. */
export const QUIET = [
  '--quiet',
  '--disable-pip-version-check',
  '--no-input',
  '--progress-bar',
  'off',
];

function ensureWheel(name: string, version: string, options: EnsureToolOptions): Promise<string> {
  const env = options.env ?? process.env;
  const { interpreter, signal } = options;
  return installOnce(
    join(toolCacheFolder(env), `${name}-${version}`),
    async (folder) => {
      options.progress(`Fetching ${name} ${version} (once)`);
      const download = join(folder, '.download');
      mkdirSync(download);
      const pin = join(download, 'pin.txt');
      writeFileSync(
        pin,
        `${name}==${version} --hash=sha256:${wheelSha256(`${name}==${version}`)}\n`,
      );
      const pip = await ownPip(interpreter, { env, signal });
      const fetch = [
        'download',
        ...QUIET,
        '--no-deps',
        '--only-binary',
        ':all:',
        '--require-hashes',
        '-r',
        pin,
        '-d',
        download,
      ];
      const fetched = await runProcess({
        file: pip.file,
        args: [...pip.args, ...fetch],
        cwd: folder,
        env: downloadEnvironment(env),
        signal,
      });
      signal.throwIfAborted();
      const wheel = readdirSync(download).find((one) => one.endsWith('.whl'));
      if (fetched.exitCode !== 0 || wheel === undefined) throw notFetched(name, version, fetched);
      const args = ['-I', '-c', UNPACK, join(download, wheel), folder, download];
      const unpacked = await runProcess({
        file: interpreter.path,
        args,
        cwd: folder,
        env: {},
        signal,
      });
      if (unpacked.exitCode !== 0) throw notFetched(name, version, unpacked);
    },
    {
      signal,
      waiting: () => options.progress(`Waiting for another run that fetches ${name} ${version}`),
    },
  );
}

const UNPACK =
  'import shutil, sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2]); shutil.rmtree(sys.argv[3])';

/**
 * Everything but what steers Python itself: the developer's index, proxy and certificates serve the
 * tool's own downloads.
 */
export function downloadEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined &&
        !/^(PYTHON|VIRTUAL_ENV$|PIP_(REQUIRE_VIRTUALENV|TARGET|PREFIX|USER|ROOT|PYTHON)$)/.test(
          entry[0],
        ),
    ),
  );
}

function notFetched(name: string, version: string, result: ProcessResult): UsageError {
  const lines = result.output.split('\n').filter((line) => line.trim() !== '');
  return new UsageError(
    `${name} ${version} could not be fetched, and Heroku builds with exactly that version`,
    {
      evidence: [
        lines.findLast((line) => /error/i.test(line)) ??
          lines.at(-1) ??
          'the download ended without a message',
      ],
      next: [
        'Connect to the network (or set the index and proxy that pip uses: pip config list), then run the command again.',
        'To fetch everything ahead of time: dynoready doctor --install',
      ],
    },
  );
}
