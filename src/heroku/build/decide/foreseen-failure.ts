import { createHash } from 'node:crypto';
import { satisfies } from '@renovatebot/pep440';
import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { FileTree } from '../../../project/files.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Buildpack } from '../report.ts';
import { lockedPackages } from './declared-packages.ts';
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
  buildpack: Buildpack,
): Refusal | undefined {
  const evidence = {
    pip: () => findPipFault(files),
    pipenv: () => findPipenvFault(files),
    poetry: () => (buildpack === 'cnb' ? findPythonMismatch(files, version) : undefined),
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

function findPipFault(files: FileTree): string | undefined {
  const line = findInvalidRequirement(requirementLines(files, 'requirements.txt'));
  return line === undefined ? undefined : `${line.file}: ${line.text}`;
}

/** `pipenv install --deploy` compares the hash in the lock with that of the Pipfile's meaning: JSON without blanks, keys sorted. */
function findPipenvFault(files: FileTree): string | undefined {
  const pipfile = readToml(files.text('Pipfile'));
  const locked = readJson(files.text('Pipfile.lock'));
  const recorded = tomlMember(locked, '_meta', 'hash', 'sha256');
  if (pipfile === undefined || typeof recorded !== 'string' || !Array.isArray(pipfile.source)) return undefined;
  // The hash covers the addresses, so a variable or placeholder in one leaves it undecided.
  if (!pipfile.source.every((one) => /^https?:\/\/[^$]+$/.test(String(tomlMember(one, 'url'))))) return undefined;
  const own = new Set(['source', 'packages', 'dev-packages', 'requires', 'scripts', 'pipfile', 'pipenv', 'build-system', 'tool']);
  // Groups of a person's own enter the hash in ways that differ between versions of Pipenv: nothing is said about those.
  if (Object.keys(pipfile).some((name) => !own.has(name))) return undefined;
  const meaning = {
    _meta: { requires: pipfile.requires ?? {}, sources: pipfile.source },
    default: pipfile.packages ?? {},
    develop: pipfile['dev-packages'] ?? {},
  };
  const hash = createHash('sha256').update(sortedJson(meaning)).digest('hex');
  return hash === recorded
    ? undefined
    : `Pipfile.lock was made for another Pipfile (hash ${recorded.slice(0, 8)}…, expected ${hash.slice(0, 8)}…)`;
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
  const wanted = tomlMember(readToml(files.text('pyproject.toml')), 'project', 'requires-python');
  if (typeof wanted !== 'string') return undefined;
  // Poetry also takes `3.12.*`, which PEP 440 spells with an operator.
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

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (!isTable(value)) return asciiJson(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${asciiJson(name)}:${sortedJson(member)}`).join(',')}}`;
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
