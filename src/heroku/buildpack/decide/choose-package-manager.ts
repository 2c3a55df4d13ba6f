import { packageManagerVersions } from '../../../facts/package-managers.ts';
import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { FileTree } from '../../../python/file-tree.ts';
import { type Decision, fail } from '../refusal.ts';
import type { Buildpack } from '../report.ts';
import { rootEntries } from './root-entries.ts';

/**
 * The file in the root that chooses each manager, in the order in which the platform looks. Source:
 * buildpack v351; read 2026-11-23.
 */
export const LOCKFILES: readonly { readonly id: PackageManagerId; readonly lockfile: string }[] = [
  { id: 'pipenv', lockfile: 'Pipfile.lock' },
  { id: 'pip', lockfile: 'requirements.txt' },
  { id: 'poetry', lockfile: 'poetry.lock' },
  { id: 'uv', lockfile: 'uv.lock' },
];

/**
 * Returns the one manager whose file stands in the root; there is no precedence, so none and
 * several are both refused.
 */
export function choosePackageManager(
  files: FileTree,
  buildpack: Buildpack,
): Decision<{ readonly packageManager: PackageManagerId }> {
  const classic = buildpack === 'classic';
  if (classic && files.has('Pipfile') && !files.has('Pipfile.lock')) {
    return fail('package-manager', 'package-manager::pipenv-missing-lockfile', null, {
      evidence: ['Pipfile'],
    });
  }
  const known = LOCKFILES.filter(({ id }) => id in packageManagerVersions()[buildpack]);
  const found = known.filter(({ lockfile }) => files.has(lockfile));
  const [first] = found;
  if (first !== undefined && found.length === 1) return { ok: true, packageManager: first.id };
  if (first !== undefined) {
    const reason = classic
      ? 'package-manager::multiple-found'
      : 'cnb::DeterminePackageManager::MultipleFound';
    const evidence = found.map(({ id, lockfile }) => `${lockfile} (${id})`);
    return fail('package-manager', reason, found.map(({ id }) => id).join(','), { evidence });
  }
  const evidence = rootEntries(files);
  if (!classic)
    return fail('package-manager', 'cnb::DeterminePackageManager::NoneFound', null, { evidence });
  const reason = files.has('setup.py')
    ? 'package-manager::setup-py-only'
    : 'package-manager::none-found';
  return fail('package-manager', reason, null, { evidence });
}

/** The version of a manager that the buildpack installs. */
export function packageManagerVersion(id: PackageManagerId, buildpack: Buildpack): string {
  return packageManagerVersions()[buildpack][id] ?? 'unknown';
}
