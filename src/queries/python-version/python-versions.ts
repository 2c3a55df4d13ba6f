import { compareCycles } from '../../facts/end-of-life.ts';
import { findPythonLine, pythonLines } from '../../facts/python-lines.ts';
import { satisfies } from '../../project/dependencies/pep440.ts';
import { readToml, tomlMember } from '../../project/dependencies/plain-toml.ts';
import type { Repository } from '../../project/repository.ts';
import { parseVersion, type RequestedPython } from '../../project/requested-python.ts';
import type { FileTree } from '../../python/file-tree.ts';
import { declaredSeries, findSeries, seriesOfStart } from '../packages/django-version.ts';
import { lockedPython } from '../packages/pipfile-lock.ts';

/**
 * The Python that the version file asks for, runtime.txt first as in a build; undefined when there
 * is none or it is not one sound version. Of a runtime.txt that stops the build, .python-version is
 * what remains once it is removed, so that its faults are found in the same run.
 */
export function requestedPython(repository: Repository): RequestedPython | undefined {
  return versionIn(repository, 'runtime.txt') ?? versionIn(repository, '.python-version');
}

function versionIn(
  repository: Repository,
  file: 'runtime.txt' | '.python-version',
): RequestedPython | undefined {
  const lines = repository.pythonVersion.files.get(file)?.lines ?? [];
  const [line] = lines;
  if (line === undefined || lines.length > 1) return undefined;
  const isRuntime = file === 'runtime.txt';
  if (isRuntime && !line.text.startsWith('python-')) return undefined;
  const version = parseVersion(isRuntime ? line.text.replace(/^python-/, '') : line.text);
  return version && { ...version, text: line.text, at: line.at };
}

/**
 * The Python that a build of the project is asked for: by a version file, else by Pipfile.lock;
 * undefined when by neither, or not soundly.
 */
export function buildPython(repository: Repository): RequestedPython | undefined {
  if (repository.pythonVersion.files.size > 0) return requestedPython(repository);
  const locked = lockedPython(repository);
  return locked.state === 'known' ? locked.python : undefined;
}

/**
 * The Python that pyproject.toml requires, as written and as PEP 440; undefined when it requires
 * none or in Poetry's own spelling.
 */
function wantedPython(
  files: FileTree,
): { readonly written: string; readonly specifier: string } | undefined {
  const pyproject = readToml(files.text('pyproject.toml'));
  const written =
    tomlMember(pyproject, 'project', 'requires-python') ??
    tomlMember(pyproject, 'tool', 'poetry', 'dependencies', 'python');
  // Poetry's carets, alternatives and the like are left to Poetry.
  if (typeof written !== 'string' || /[\^|]|~(?!=)/.test(written)) return undefined;
  // It also takes `3.12.*`, which PEP 440 spells with an operator.
  return { written, specifier: /^\d/.test(written) ? `==${written}` : written };
}

/**
 * The Python that pyproject.toml requires, when it certainly excludes this version (X.Y.Z); else
 * undefined.
 */
export function excludingRequirement(files: FileTree, version: string): string | undefined {
  const wanted = wantedPython(files);
  return wanted === undefined || satisfies(version, wanted.specifier) ? undefined : wanted.written;
}

/**
 * True when pyproject.toml says which Pythons it wants, in a way that can be read, and this version
 * (X.Y.Z) is one of them.
 */
export function admitsPython(files: FileTree, version: string): boolean {
  const wanted = wantedPython(files);
  return wanted !== undefined && satisfies(version, wanted.specifier);
}

/**
 * What a version file has to ask for so that the build gets a Python of the line that pyproject.toml
 * admits: the line itself (X.Y), or its newest patch that is admitted (X.Y.Z) where the newest of
 * all is not. Undefined when no patch is.
 */
export function admittedPython(files: FileTree, line: string): string | undefined {
  const newest = findPythonLine(line)?.latestPatch.classic;
  if (newest === undefined || excludingRequirement(files, newest) === undefined) return line;
  return Array.from({ length: Number(newest.split('.')[2]) }, (_, patch) => `${line}.${patch}`)
    .reverse()
    .find((version) => excludingRequirement(files, version) === undefined);
}

/**
 * The newest line of Python that the build has and the Django runs on that is declared, or that
 * made the project, as X.Y; undefined when there is none.
 */
export function suitedPython(repository: Repository): string | undefined {
  const { lowest, highest } = repository.dependencies.declares('django')
    ? declaredSeries(repository)
    : { lowest: seriesOfStart(repository), highest: seriesOfStart(repository) };
  const [first, last] = [findSeries(lowest)?.python[0], findSeries(highest)?.python[1]];
  return pythonLines().findLast(
    ({ line, supportEnds }) =>
      supportEnds === undefined &&
      (first === undefined || compareCycles(line, first) >= 0) &&
      (last === undefined || compareCycles(line, last) <= 0),
  )?.line;
}

/**
 * The fix that writes another line of Python where a version was asked for, in the spelling of that
 * file; nothing when no line is given, and declined for a lock.
 */
export function pythonFix(
  { at, text }: RequestedPython,
  line: string | undefined,
): {
  readonly fix?: {
    title: string;
    safety: 'unsafe';
    edits: { file: string; start: number; end: number; text: string }[];
  };
  readonly declined?: string;
} {
  if (line === undefined) return {};
  if (at.file === 'Pipfile.lock') return { declined: 'a lock is not edited by hand' };
  const written = text.startsWith('python-') ? `python-${line}` : line;
  return {
    fix: { title: `Take Python ${line}`, safety: 'unsafe', edits: [{ ...at, text: written }] },
  };
}
