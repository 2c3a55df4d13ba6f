import { deprecationOf, type NoteId } from '../../../facts/failures/find.ts';
import { findPythonLine, isDeprecatedPython } from '../../../facts/python-lines.ts';
import type { PackageManagerId } from '../../../project/dependencies.ts';
import { type Decision, fail } from '../refusal.ts';
import type { Buildpack } from '../report.ts';
import type { RequestedPython } from './requested-python.ts';

export interface VersionWarnings {
  /** Ids in the order in which the build prints them. */
  readonly warnings: readonly NoteId[];
  /** True when a newer patch than the pinned one is known. */
  readonly outdated: boolean;
}

/**
 * The warnings about the chosen version; with uv a version that no `.python-version` gives ends the
 * build instead.
 */
export function judgeVersionSource(
  wish: RequestedPython,
  version: string,
  packageManager: PackageManagerId,
  buildpack: Buildpack,
): Decision<VersionWarnings> {
  const warnings: NoteId[] = [];
  const [major, minor, patch] = version.split('.').map(Number);
  const known = findPythonLine(`${major}.${minor}`);
  const outdated = Number(patch) < Number(known?.latestPatch[buildpack].split('.')[2]);
  if (buildpack === 'classic') {
    const unstated = wish.origin === 'default' || wish.origin === 'cached';
    if (packageManager === 'uv' && unstated)
      return fail('python-version', 'python-version-file::not-found');
    if (packageManager === 'uv' && wish.origin === 'runtime.txt') {
      return fail('python-version', 'runtime-txt::not-supported', null, {
        evidence: ['runtime.txt'],
      });
    }
    if (unstated) warnings.push('no-python-version');
    if (wish.origin === 'runtime.txt') warnings.push('runtime-txt-deprecated');
  }
  const line = `${major}.${minor}`;
  const deprecation = isDeprecatedPython(line) ? deprecationOf(line) : undefined;
  if (deprecation !== undefined) warnings.push(deprecation);
  if (buildpack === 'classic' && outdated) warnings.push('python-patch-update-available');
  return { ok: true, warnings, outdated };
}
