import { satisfies } from '@renovatebot/pep440';
import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { FileTree } from '../../../project/files.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Buildpack } from '../report.ts';
import { lockedPackages } from './declared-packages.ts';
import { pipfileHash, pyprojectHashes } from './lock-hash.ts';
import { findInvalidRequirement, normalizeName, requirementLines, requirementName } from './requirement-files.ts';
import { isTable, readToml, tomlMember } from './toml.ts';

/**
 * A failure of the dependency install that the files alone make certain: a line that is no requirement, a lock that does not belong to its
 * project, a Python that the project excludes. Undefined does not promise success.
 */
export function foreseeInstallFailure(
  files: FileTree,
  packageManager: PackageManagerId,
  version: string,
  { buildpack, mode }: { readonly buildpack: Buildpack; readonly mode: 'build' | 'ci' },
): Refusal | undefined {
  const evidence = {
    pip: () => findPipFault(files, mode === 'ci' ? ['requirements.txt', 'requirements-test.txt'] : ['requirements.txt']),
    pipenv: () => findPipenvFault(files),
    poetry: () => findPoetryFault(files) ?? (buildpack === 'cnb' ? findPythonMismatch(files, version) : undefined),
    uv: () => findUvFault(files) ?? findPythonMismatch(files, version),
  }[packageManager]();
  return evidence === undefined
    ? undefined
    : refuse('install-dependencies', installReason(packageManager, buildpack), null, { evidence: [evidence] });
}

/** The id of a failed dependency install. */
export function installReason(packageManager: PackageManagerId, buildpack: Buildpack): string {
  if (buildpack === 'classic') return `install-dependencies::${packageManager}`;
  const name = packageManager === 'uv' ? 'Uv' : packageManager === 'poetry' ? 'Poetry' : 'Pip';
  return `cnb::${name}DependenciesLayer::${name}${name === 'Uv' ? 'Sync' : 'Install'}Command`;
}

function findPipFault(files: FileTree, paths: readonly string[]): string | undefined {
  const line = findInvalidRequirement(paths.flatMap((path) => requirementLines(files, path)));
  return line === undefined ? undefined : `${line.file}: ${line.text}`;
}

/** `pipenv install --deploy` refuses a lock whose recorded hash is not that of the Pipfile. */
function findPipenvFault(files: FileTree): string | undefined {
  const pipfile = readToml(files.text('Pipfile'));
  const recorded = tomlMember(readJson(files.text('Pipfile.lock')), '_meta', 'hash', 'sha256');
  const expected = pipfile && pipfileHash(pipfile);
  if (expected === undefined || typeof recorded !== 'string' || recorded === expected) return undefined;
  return `Pipfile.lock was made for another Pipfile (its hash is ${recorded.slice(0, 8)}…, the Pipfile's ${expected.slice(0, 8)}…)`;
}

/** `poetry sync` refuses a lock whose recorded hash is not that of the pyproject. */
function findPoetryFault(files: FileTree): string | undefined {
  const pyproject = readToml(files.text('pyproject.toml'));
  const recorded = tomlMember(readToml(files.text('poetry.lock')), 'metadata', 'content-hash');
  if (pyproject === undefined || typeof recorded !== 'string') return undefined;
  return pyprojectHashes(pyproject).includes(recorded) ? undefined : 'poetry.lock was made for another pyproject.toml';
}

function findUvFault(files: FileTree): string | undefined {
  const project = readToml(files.text('pyproject.toml'));
  const dependencies = tomlMember(project, 'project', 'dependencies') ?? [];
  const root = lockedPackages(files, 'uv').find((one) => ['virtual', 'editable'].some((kind) => tomlMember(one.source, kind) === '.'));
  if (!Array.isArray(dependencies) || root === undefined) return undefined;
  const required = tomlMember(root, 'metadata', 'requires-dist') ?? [];
  if (!Array.isArray(required)) return undefined;
  const locked = new Set(required.filter(isTable).map((one) => normalizeName(String(one.name))));
  const missing = dependencies.find((one) => typeof one === 'string' && !locked.has(requirementName(one) ?? one));
  return missing === undefined ? undefined : `uv.lock does not know ${missing}, which pyproject.toml depends on`;
}

function findPythonMismatch(files: FileTree, version: string): string | undefined {
  const pyproject = readToml(files.text('pyproject.toml'));
  const wanted = tomlMember(pyproject, 'project', 'requires-python') ?? tomlMember(pyproject, 'tool', 'poetry', 'dependencies', 'python');
  // Poetry's carets, alternatives and the like are left to Poetry.
  if (typeof wanted !== 'string' || /[\^|]|~(?!=)/.test(wanted)) return undefined;
  // It also takes `3.12.*`, which PEP 440 spells with an operator.
  const specifier = /^\d/.test(wanted) ? `==${wanted}` : wanted;
  return satisfies(version, specifier) ? undefined : `requires-python = "${wanted}", but the build has Python ${version}`;
}

function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
