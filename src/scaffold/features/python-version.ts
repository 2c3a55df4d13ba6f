import { findPythonLine, mayBuildPython } from '../../facts/python-lines.ts';
import type { Repository } from '../../project/repository.ts';
import {
  admittedPython,
  excludingRequirement,
} from '../../queries/python-version/python-versions.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';

const because = reasons('python-version');
const VERSION_FILE = '.python-version';
const RUNTIME = 'runtime.txt';

/**
 * The Python line the build is to use, in the file that Heroku wants today. A version that works
 * stays; runtime.txt is converted.
 */
export const writePythonVersion: WriteEntry = (context) => {
  const { draft, repository, answers } = context;
  for (const path of repository.pythonVersion.misspelled) {
    draft.decline({
      entry: 'python-version',
      path,
      because: 'the build fails on this spelling of .python-version',
      next: `Delete it: git rm ${path}`,
    });
  }
  const wantsRuntime = answers.pythonVersionFile === RUNTIME;
  const hasVersionFile = draft.text(VERSION_FILE) !== undefined;
  if (wantsRuntime && !hasVersionFile) return writeRuntime(context);
  if (draft.text(RUNTIME) !== undefined) {
    draft.remove(
      RUNTIME,
      because('runtime.txt is deprecated, and takes precedence over .python-version'),
    );
  }
  const [line = ''] = linesOf(repository, VERSION_FILE);
  const isRefused = locksPython(repository) && isExcluded(repository, line);
  if (hasVersionFile && isSound(linesOf(repository, VERSION_FILE)) && !isRefused) return;
  const pythonVersion = locksPython(repository)
    ? (admittedPython(repository.files, answers.pythonVersion) ?? answers.pythonVersion)
    : answers.pythonVersion;
  if (isRefused && pythonVersion === line) return;
  const reason = isRefused
    ? 'pyproject.toml requires another Python, and the build fails to install into this one'
    : hasVersionFile
      ? 'the build does not accept the version in it'
      : 'without it, Heroku picks a version, and a different one next year';
  draft.write(
    VERSION_FILE,
    context.render('project/_python-version', { pythonVersion }),
    because(reason),
  );
};

function writeRuntime({ draft, repository, answers, render }: FeatureContext): void {
  draft.note(
    `${RUNTIME} is deprecated in favor of ${VERSION_FILE}. Run \`dynoready init --only python-version\` to convert it.`,
  );
  if (isSound(linesOf(repository, RUNTIME).map((line) => line.replace(/^python-/, '')))) return;
  draft.write(
    RUNTIME,
    render('project/runtime.txt', { pythonVersion: answers.pythonVersion }),
    because('selects the Python version of the build'),
  );
}

/** True where the build installs with a tool that refuses a Python that pyproject.toml excludes. */
function locksPython({ dependencies }: Repository): boolean {
  const manager = dependencies.managers[0]?.id;
  return manager === 'uv' || manager === 'poetry';
}

/** True when pyproject.toml excludes the Python that the build would take for X.Y or X.Y.Z. */
function isExcluded({ files }: Repository, asked: string): boolean {
  const version = findPythonLine(asked)?.latestPatch.classic ?? asked;
  return /^\d+\.\d+\.\d+$/.test(version) && excludingRequirement(files, version) !== undefined;
}

function linesOf(
  repository: Repository,
  name: typeof VERSION_FILE | typeof RUNTIME,
): readonly string[] {
  return repository.pythonVersion.files.get(name)?.lines.map(({ text }) => text) ?? [];
}

/** One line, 3.N or 3.N.P, of a line that the build accepts. */
function isSound(lines: readonly string[]): boolean {
  const line = /^(\d+\.\d+)(\.\d+)?$/.exec(lines[0] ?? '')?.[1];
  return lines.length === 1 && line !== undefined && mayBuildPython(line);
}
