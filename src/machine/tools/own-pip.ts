import { join } from 'node:path';
import { UsageError } from '../../facts/usage-error.ts';
import type { Interpreter } from '../interpreters.ts';
import { runProcess } from '../process.ts';
import { installOnce, toolCacheFolder } from './tool-cache.ts';

/** A program, and the words before those of pip. */
export interface PipCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * How pip is started with an interpreter, for the tool's own downloads: its own pip, else one that
 * its ensurepip puts into the tool cache. Throws a UsageError that names the system's package for a
 * Python that has neither, as Debian's without python3-venv.
 */
export async function ownPip(
  interpreter: Interpreter,
  options: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly signal: AbortSignal;
  },
): Promise<PipCommand> {
  if (interpreter.hasPip) return { file: interpreter.path, args: ['-I', '-m', 'pip'] };
  if (!interpreter.hasEnsurePip) throw withoutPip(interpreter);
  const target = join(toolCacheFolder(options.env), `pip-of-python-${interpreter.version}`);
  const folder = await installOnce(
    target,
    async (fresh) => {
      const args = ['-I', '-m', 'venv', fresh];
      const made = await runProcess({
        file: interpreter.path,
        args,
        cwd: fresh,
        env: {},
        signal: options.signal,
      });
      options.signal.throwIfAborted();
      if (made.exitCode !== 0) throw withoutPip(interpreter);
    },
    { signal: options.signal },
  );
  return { file: join(folder, 'bin', 'python'), args: ['-I', '-m', 'pip'] };
}

/**
 * The two commands, each a program and its words, that make a virtual environment and install into
 * it. Without ensurepip the interpreter's own pip installs from outside, which pip can since 22.3.
 */
export async function venvCommands(
  interpreter: Interpreter,
  folder: string,
  install: readonly string[],
  options: Parameters<typeof ownPip>[1],
): Promise<readonly (readonly [string, readonly string[]])[]> {
  const python = join(folder, 'bin', 'python');
  if (interpreter.hasEnsurePip)
    return [
      [interpreter.path, ['-I', '-m', 'venv', folder]],
      [python, ['-I', '-m', 'pip', 'install', ...install]],
    ];
  const pip = await ownPip(interpreter, options);
  return [
    [interpreter.path, ['-I', '-m', 'venv', '--without-pip', folder]],
    [pip.file, [...pip.args, '--python', python, 'install', ...install]],
  ];
}

function withoutPip({ version, path, line }: Interpreter): UsageError {
  return new UsageError(
    `Python ${version} here has neither pip nor the part of venv that brings it`,
    {
      evidence: [path],
      next: [
        'Debian and Ubuntu keep them in packages of their own. Install one, then run the command again:',
        '  apt-get install python3-venv',
        `or another Python: uv python install ${line}`,
      ],
    },
  );
}
