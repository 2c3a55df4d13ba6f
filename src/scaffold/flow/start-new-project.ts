import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../facts/usage-error.ts';
import type { Interpreter } from '../../machine/interpreters.ts';
import { packageIndexVariables } from '../../machine/package-index.ts';
import { lastLines, type ProcessResult, runProcess } from '../../machine/process.ts';
import { venvCommands } from '../../machine/tools/own-pip.ts';
import { withWorkspace } from '../../machine/workspace.ts';
import { nextSeries } from '../../queries/packages/django-version.ts';

export interface NewProjectOptions {
  /** An empty folder that the project is made in. */
  readonly folder: string;
  /** The project's package, a Python name. */
  readonly name: string;
  readonly interpreter: Interpreter;
  /** The series of Django, such as 6.1. */
  readonly series: string;
  readonly packageManager: 'pip' | 'uv' | 'poetry' | 'pipenv';
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

/**
 * Makes a Django project as `django-admin startproject` of that series does, in a virtual
 * environment that is thrown away, and declares Django for the package manager. Throws a UsageError
 * when Django cannot be fetched, or refuses the name.
 */
export async function startNewProject(options: NewProjectOptions): Promise<void> {
  const { folder, name, interpreter, series, env, signal, progress } = options;
  await withWorkspace(async (workspace) => {
    const venv = join(workspace, 'venv');
    const python = join(venv, 'bin', 'python');
    const range = `>=${series},<${nextSeries(series)}`;
    const run = (file: string, args: readonly string[]): Promise<ProcessResult> =>
      runProcess({
        file,
        args,
        cwd: workspace,
        env: { PATH: '/usr/bin:/bin', HOME: workspace, ...packageIndexVariables(env) },
        signal,
      });
    progress(`Fetching Django ${series} for Python ${interpreter.line}`);
    const install = ['--quiet', '--disable-pip-version-check', '--no-input', `django${range}`];
    const commands = await venvCommands(interpreter, venv, install, { env, signal });
    for (const [file, args] of commands) {
      const result = await run(file, args);
      signal.throwIfAborted();
      if (result.exitCode !== 0) {
        throw new UsageError(`Django ${series} could not be fetched`, {
          evidence: lastLines(result, 2),
          next: [
            'Connect to the network, or set the index that pip uses (pip config list), then run the command again.',
          ],
        });
      }
    }
    mkdirSync(folder, { recursive: true });
    const made = await run(python, ['-m', 'django', 'startproject', name, folder]);
    signal.throwIfAborted();
    if (made.exitCode !== 0) {
      throw new UsageError(`Django does not make a project named '${name}'`, {
        evidence: lastLines(made, 2),
        next: ['Choose another name.'],
      });
    }
    declareDjango(options, range);
  });
}

function declareDjango(
  { folder, name, packageManager, interpreter }: NewProjectOptions,
  range: string,
): void {
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  if (packageManager === 'pip') write('requirements.txt', `django${range}\n`);
  else if (packageManager === 'pipenv') {
    write('Pipfile', `[packages]\ndjango = "${range}"\n`);
  } else {
    const poetry = packageManager === 'poetry' ? '\n[tool.poetry]\npackage-mode = false\n' : '';
    write(
      'pyproject.toml',
      `[project]\nname = "${name.replaceAll('_', '-')}"\nversion = "0.1.0"\nrequires-python = ">=${interpreter.line}"\ndependencies = [\n    "django${range}",\n]\n${poetry}`,
    );
  }
}

/**
 * Makes a folder a git repository with all its files committed. Returns false where git is missing
 * or does not know who commits; the files stay.
 */
export async function commitNewProject(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<boolean> {
  const outer = Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^GIT_(DIR|WORK_TREE|INDEX_FILE)$/.test(entry[0]),
    ),
  );
  for (const args of [
    ['init', '--quiet', '--initial-branch', 'main'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'Start the project, ready for Heroku'],
  ]) {
    const result = await runProcess({ file: 'git', args, cwd: folder, env: outer, signal }).catch(
      () => undefined,
    );
    if (result?.exitCode !== 0) return false;
  }
  return true;
}
