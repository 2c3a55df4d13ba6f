import type { FileTree } from '../../python/file-tree.ts';
import type { Sourced, SourceRange } from '../../python/source-range.ts';
import type {
  Dependencies,
  DependencyFile,
  PackageManagerId,
  Requirement,
} from '../dependencies.ts';
import { editableFile } from './editable.ts';
import { readPipfileLock, readTomlLock } from './lock-files.ts';
import { pipfileRequirements } from './pipfile.ts';
import { declaresRequirements, pyprojectRequirements } from './pyproject.ts';
import { normalizeName } from './requirement-text.ts';
import { followRequirements, requirementsKind, resolvePath } from './requirements-chain.ts';
import type { RequirementsFile } from './requirements-file.ts';
import { parseToml } from './toml-tree.ts';

/** In the platform's own order. Source: buildpack v351; read 2026-11-23. */
const MANAGERS: readonly { readonly id: PackageManagerId; readonly lockfile: string }[] = [
  { id: 'pipenv', lockfile: 'Pipfile.lock' },
  { id: 'pip', lockfile: 'requirements.txt' },
  { id: 'poetry', lockfile: 'poetry.lock' },
  { id: 'uv', lockfile: 'uv.lock' },
];
const REQUIREMENTS_NAME =
  /^(?:(?:[\w.-]*[-_.])?requirements(?:[-_.][\w.-]*)?|requirements\/[\w.-]+)\.(?:txt|in)$/;

/**
 * What the files of the root declare. Never throws: a file that cannot be read as what it claims to
 * be is in `invalid`.
 */
export function readDependencies(files: FileTree): Dependencies {
  const managers = MANAGERS.filter(({ lockfile }) => files.has(lockfile));
  const found: DependencyFile[] = [];
  const requirements: Requirement[] = [];
  const invalid: { at: SourceRange; text: string }[] = [];
  const requirementFiles = readRequirementsFiles(files, requirements);
  for (const [path, read] of requirementFiles) {
    found.push({ path, kind: requirementsKind(path, read) });
    invalid.push(...read.invalid);
  }
  const installsItself = requirements.some(
    ({ group, url }) => group === 'main' && /^\.(?:\/|\[|$)/.test(url ?? ''),
  );
  const isUsed = (...ids: PackageManagerId[]) =>
    managers.length === 0 || managers.some(({ id }) => ids.includes(id));
  const addToml = (path: string, kind: 'pyproject' | 'pipfile', isMain: boolean): void => {
    const text = files.text(path);
    if (text === undefined) return;
    const parsed = parseToml(path, text);
    if (!parsed.ok) invalid.push({ at: parsed.at, text: parsed.message });
    else if (kind === 'pyproject' && !declaresRequirements(parsed.root)) return;
    else {
      const read =
        kind === 'pyproject'
          ? pyprojectRequirements(parsed.root)
          : pipfileRequirements(parsed.root);
      requirements.push(
        ...read.map((one) => (one.group === 'main' && !isMain ? { ...one, group: kind } : one)),
      );
    }
    found.push({ path, kind });
  };
  addToml('pyproject.toml', 'pyproject', isUsed('poetry', 'uv') || installsItself);
  addToml('Pipfile', 'pipfile', isUsed('pipenv'));
  for (const path of ['setup.py', 'setup.cfg'])
    if (files.has(path)) found.push({ path, kind: 'setup' });
  for (const { id, lockfile } of managers)
    if (id !== 'pip') found.push({ path: lockfile, kind: 'lock' });
  return assemble(files, {
    managers,
    found,
    requirements,
    invalid,
    editable: editableFile(managers, found, requirementFiles),
  });
}

/**
 * The main chain first, then compiled-from files as `input`, then each other file by the group in
 * its name.
 */
function readRequirementsFiles(
  files: FileTree,
  requirements: Requirement[],
): Map<string, RequirementsFile> {
  const read = new Map<string, RequirementsFile>();
  const seen = new Set<string>();
  const add = (path: string, group: string): void => {
    const chain = followRequirements(files, path, seen);
    for (const [file, content] of chain.files) read.set(file, content);
    for (const { name, normalizedName, extras, specifier, marker, url, at } of chain.entries) {
      requirements.push({ name, normalizedName, extras, specifier, marker, url, group, at });
    }
  };
  add('requirements.txt', 'main');
  const inputs = [...read].flatMap(([path, list]) => inputOf(files, path, list) ?? []);
  const named = files.paths.filter((path) => REQUIREMENTS_NAME.test(path));
  const others = [...new Set([...named, ...inputs])];
  for (const path of others)
    if (path.endsWith('.in'))
      add(path, groupOf(path) === 'main' ? 'input' : `${groupOf(path)}-input`);
  for (const path of others) add(path, groupOf(path) === 'main' ? 'requirements' : groupOf(path));
  return read;
}

/** The file that a list was compiled from: as seen from its folder, or from the root. */
function inputOf(
  files: FileTree,
  path: string,
  { kind, compiledFrom }: RequirementsFile,
): string | undefined {
  if (kind === 'requirements' || compiledFrom?.endsWith('.in') !== true) return undefined;
  return [resolvePath(path, compiledFrom), compiledFrom].find((one) => files.has(one));
}

/**
 * `requirements-dev.txt`, `dev-requirements.txt` and `requirements/dev.txt` are all of the group
 * `dev`.
 */
function groupOf(path: string): string {
  const name = path.replace(/\.(?:txt|in)$/, '').replace(/^requirements\//, '');
  return name.replace(/[-_.]?requirements[-_.]?/, '') || 'main';
}

type Parts = Omit<Dependencies, 'files' | 'locked' | 'declares' | 'find'> & {
  readonly found: readonly DependencyFile[];
};

function assemble(files: FileTree, { found, requirements, ...parts }: Parts): Dependencies {
  const main = requirements.filter(({ group }) => group === 'main');
  let locked: ReadonlyMap<string, Sourced<string>> | undefined;
  const dependencies: Dependencies = {
    ...parts,
    files: found,
    requirements,
    get locked() {
      locked ??= readLocked(files, parts.managers, main);
      return locked;
    },
    declares: (name) =>
      main.some((one) => one.normalizedName === normalizeName(name)) ||
      dependencies.locked.has(normalizeName(name)),
    find: (name) =>
      [...main, ...requirements].find((one) => one.normalizedName === normalizeName(name)),
  };
  return dependencies;
}

function readLocked(
  files: FileTree,
  managers: Dependencies['managers'],
  main: readonly Requirement[],
): Map<string, Sourced<string>> {
  const locked = new Map<string, Sourced<string>>();
  const names = main.map(({ normalizedName }) => normalizedName);
  for (const { id, lockfile } of managers) {
    const text = files.text(lockfile) ?? '';
    const versions =
      id === 'pipenv'
        ? readPipfileLock(lockfile, text)
        : id === 'pip'
          ? new Map()
          : readTomlLock(lockfile, text, names);
    for (const [name, version] of versions) if (!locked.has(name)) locked.set(name, version);
  }
  for (const { normalizedName, specifier, at } of main) {
    const pinned = /^===?([^,*]+)$/.exec(specifier)?.[1];
    if (pinned !== undefined && !locked.has(normalizedName))
      locked.set(normalizedName, { value: pinned, at });
  }
  return locked;
}
