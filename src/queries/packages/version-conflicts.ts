import { compareCycles } from '../../facts/end-of-life.ts';
import { packageManagerVersions, setuptools } from '../../facts/package-managers.ts';
import { defaultPythonLine } from '../../facts/python-lines.ts';
import type { VersionConflict } from '../../facts/version-conflicts.ts';
import { VERSION_CONFLICTS } from '../../facts/version-conflicts.ts';
import { compare } from '../../project/dependencies/pep440.ts';
import type { Repository } from '../../project/repository.ts';
import { buildPython } from '../python-version/python-versions.ts';
import {
  isCertainlyAtLeast,
  isCertainlyBelow,
  mayReach,
  type PackageVersions,
  packageVersions,
} from './package-versions.ts';
import { isUsed } from './used-packages.ts';

/**
 * Why a conflict is not certain. `python`: no Python is asked for, and a new app gets one that it
 * fails on. `range`: the build may also install a version of the other package that works.
 * `unused`: nothing that production loads imports the package.
 */
export type ConflictDoubt = 'python' | 'range' | 'unused';

/** Two versions of a project that do not work together. */
export interface FoundConflict {
  readonly conflict: VersionConflict;
  readonly versions: PackageVersions;
  /** What it does not work with, in words: `Python 3.13`, `Django 6.1`, `channels==4.3.0`. */
  readonly besideText: string;
  /** Why it may yet work; undefined where it certainly does not. */
  readonly doubt: ConflictDoubt | undefined;
}

/**
 * The known conflicts among the versions that a build installs: one a package, the one whose remedy
 * raises it furthest. A version that is not pinned, locked or bounded is in none.
 */
export function versionConflicts(
  repository: Repository,
  python = buildPython(repository)?.line,
): FoundConflict[] {
  const found = new Map<string, FoundConflict>();
  const known = new Map<string, PackageVersions | undefined>();
  const versionsOf = (name: string): PackageVersions | undefined => {
    if (!known.has(name))
      known.set(name, packageVersions(repository, name) ?? throughExtra(repository, name));
    return known.get(name);
  };
  for (const conflict of VERSION_CONFLICTS) {
    const versions = versionsOf(conflict.package);
    if (versions === undefined || !isAffected(versions, conflict)) continue;
    if (isAvoided(repository, conflict, python)) continue;
    const beside = besideOf(repository, conflict, python, versionsOf);
    if (beside === undefined) continue;
    // A lock that a tool resolved holds no two packages that shut each other out.
    if (
      conflict.fails === 'install' &&
      versions.isLocked &&
      !/^(python|pip)$/.test(conflict.beside)
    )
      continue;
    const doubt = beside.doubt ?? (isIdle(repository, conflict) ? 'unused' : undefined);
    const one = { conflict, versions, besideText: beside.text, doubt };
    const before = found.get(conflict.package);
    if (before === undefined || isStronger(one, before)) found.set(conflict.package, one);
  }
  return [...found.values()];
}

/** True for a package for Django that fails at import and that production certainly does not use. */
function isIdle(repository: Repository, { package: name, fails }: VersionConflict): boolean {
  const isForDjango = /^(?:dj(?:ango)?-|djangorestframework|drf-|djoser$)|-django$|-thumbnails?$/;
  return fails === 'start' && isForDjango.test(name) && isUsed(repository, name) === false;
}

/** `psycopg[binary]==3.1.8` brings psycopg-binary in the same version. */
function throughExtra(repository: Repository, name: string): PackageVersions | undefined {
  const [, parent, extra] = /^(psycopg)-(binary|c)$/.exec(name) ?? [];
  if (parent === undefined || extra === undefined) return undefined;
  const asksForIt = repository.dependencies.requirements.some(
    ({ normalizedName, group, extras }) =>
      normalizedName === parent && group === 'main' && extras.includes(extra),
  );
  return asksForIt ? packageVersions(repository, parent) : undefined;
}

function isAffected(versions: PackageVersions, { worksFrom, since }: VersionConflict): boolean {
  if (worksFrom !== null && !isCertainlyBelow(versions, worksFrom)) return false;
  return since === undefined || isCertainlyAtLeast(versions, since);
}

/** True when another package does the work, or setuptools brings what is missing. */
function isAvoided(
  repository: Repository,
  { needs, unlessDeclared }: VersionConflict,
  python: string | undefined,
): boolean {
  if (unlessDeclared?.some((name) => repository.dependencies.declares(name))) return true;
  return needs !== undefined && bringsSetuptools(repository, needs, python);
}

/**
 * Whether the environment of the build has setuptools with what is needed of it. The build itself
 * installs an old one for some Pythons with pip and Pipenv; setuptools 82 no longer has
 * pkg_resources. Source: setuptools history, 82.0.0; read 2026-11-30.
 */
export function bringsSetuptools(
  repository: Repository,
  needs: 'pkg_resources' | 'distutils',
  python = buildPython(repository)?.line,
): boolean {
  const { dependencies } = repository;
  const declared = packageVersions(repository, 'setuptools');
  if (declared !== undefined) return needs === 'distutils' || isCertainlyBelow(declared, '82');
  if (dependencies.declares('setuptools')) return true;
  const line = python ?? defaultPythonLine();
  const manager = dependencies.managers[0]?.id;
  return (
    (manager === 'pip' || manager === 'pipenv') && setuptools().lines.some((one) => one === line)
  );
}

function besideOf(
  { dependencies }: Repository,
  { beside, from }: VersionConflict,
  python: string | undefined,
  versionsOf: (name: string) => PackageVersions | undefined,
): { readonly text: string; readonly doubt: ConflictDoubt | undefined } | undefined {
  if (beside === 'python') {
    const line = python ?? defaultPythonLine();
    return compareCycles(line, from) < 0
      ? undefined
      : { text: `Python ${line}`, doubt: python === undefined ? 'python' : undefined };
  }
  if (beside === 'pip') {
    // The other package managers forgive metadata that pip refuses, or have resolved a lock.
    const { pip } = packageManagerVersions().classic;
    const isUsed = dependencies.managers[0]?.id === 'pip';
    return isUsed && compare(pip, from) >= 0 ? { text: `pip ${pip}`, doubt: undefined } : undefined;
  }
  const other = versionsOf(beside);
  if (other === undefined || !mayReach(other, from)) return undefined;
  const isCertain = isCertainlyAtLeast(other, from);
  // A range that reaches further down lets pip step back to a version that works.
  if (!isCertain && other.lower === undefined && other.upper === undefined) return undefined;
  return { text: other.written, doubt: isCertain ? undefined : 'range' };
}

function isStronger(one: FoundConflict, before: FoundConflict): boolean {
  if ((one.doubt === undefined) !== (before.doubt === undefined)) return one.doubt === undefined;
  const [a, b] = [one.conflict.worksFrom, before.conflict.worksFrom];
  return a === null || (b !== null && compare(a, b) > 0);
}
