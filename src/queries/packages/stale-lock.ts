import { pipfileHash, pyprojectHashes } from '../../project/dependencies/lock-hash.ts';
import { isTable, readToml, tomlMember } from '../../project/dependencies/plain-toml.ts';
import { normalizeName, parseRequirement } from '../../project/dependencies/requirement-text.ts';
import type { PackageManagerId } from '../../project/dependencies.ts';
import type { FileTree } from '../../python/file-tree.ts';

/** The `[[package]]` tables of a Poetry or uv lock; none when it cannot be read. */
export function lockedPackages(
  files: FileTree,
  packageManager: 'poetry' | 'uv',
): readonly Readonly<Record<string, unknown>>[] {
  const packages = tomlMember(readToml(files.text(`${packageManager}.lock`)), 'package');
  return Array.isArray(packages) ? packages.filter(isTable) : [];
}

/**
 * What shows that the manager's lock was made for other declarations than those that are there;
 * undefined where that is not certain.
 */
export function staleLock(files: FileTree, packageManager: PackageManagerId): string | undefined {
  if (packageManager === 'pipenv') return stalePipenvLock(files);
  if (packageManager === 'poetry') return stalePoetryLock(files);
  return packageManager === 'uv' ? staleUvLock(files) : undefined;
}

/** `pipenv install --deploy` refuses a lock whose recorded hash is not that of the Pipfile. */
function stalePipenvLock(files: FileTree): string | undefined {
  const pipfile = readToml(files.text('Pipfile'));
  const recorded = tomlMember(readJson(files.text('Pipfile.lock')), '_meta', 'hash', 'sha256');
  const expected = pipfile && pipfileHash(pipfile);
  if (expected === undefined || typeof recorded !== 'string' || recorded === expected)
    return undefined;
  return `Pipfile.lock was made for another Pipfile (its hash is ${recorded.slice(0, 8)}…, the Pipfile's ${expected.slice(0, 8)}…)`;
}

/** `poetry sync` refuses a lock whose recorded hash is not that of the pyproject. */
function stalePoetryLock(files: FileTree): string | undefined {
  const pyproject = readToml(files.text('pyproject.toml'));
  // Only the last table is read: a lock can be megabytes long.
  const recorded = tomlMember(
    readToml(/^\[metadata\][\s\S]*/m.exec(files.text('poetry.lock') ?? '')?.[0]),
    'metadata',
    'content-hash',
  );
  if (pyproject === undefined || typeof recorded !== 'string') return undefined;
  return pyprojectHashes(pyproject).includes(recorded)
    ? undefined
    : 'poetry.lock was made for another pyproject.toml';
}

/** `uv sync --locked` refuses a lock that does not know a dependency of the project. */
function staleUvLock(files: FileTree): string | undefined {
  const dependencies =
    tomlMember(readToml(files.text('pyproject.toml')), 'project', 'dependencies') ?? [];
  const root = rootPackage(files.text('uv.lock') ?? '');
  const required = tomlMember(root, 'metadata', 'requires-dist') ?? [];
  if (!Array.isArray(dependencies) || root === undefined || !Array.isArray(required))
    return undefined;
  const locked = new Set(required.filter(isTable).map((one) => normalizeName(String(one.name))));
  const missing = dependencies.find((one) => {
    const requirement = typeof one === 'string' ? parseRequirement(one) : undefined;
    return requirement !== undefined && !locked.has(normalizeName(requirement.name));
  });
  return missing === undefined
    ? undefined
    : `uv.lock does not know ${missing}, which pyproject.toml depends on`;
}

/** The table of the project itself in a uv lock, read alone: a lock can be megabytes long. */
function rootPackage(lock: string): Readonly<Record<string, unknown>> | undefined {
  const text = lock
    .split(/^(?=\[\[package\]\]\s*$)/m)
    .find((one) => /^source = \{ (virtual|editable) = "\." \}/m.test(one));
  const packages = text?.startsWith('[[package]]') ? readToml(text)?.package : undefined;
  return Array.isArray(packages) && isTable(packages[0]) ? packages[0] : undefined;
}

function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
