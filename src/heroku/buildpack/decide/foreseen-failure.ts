import type { FailureId } from '../../../facts/failures/find.ts';
import { followRequirements } from '../../../project/dependencies/requirements-chain.ts';
import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { FileTree } from '../../../python/file-tree.ts';
import { staleLock } from '../../../queries/packages/stale-lock.ts';
import { excludingRequirement } from '../../../queries/python-version/python-versions.ts';
import { type BuildFailure, fail } from '../refusal.ts';
import type { Buildpack } from '../report.ts';

/**
 * A failure of the dependency install that the files alone make certain: a line that is no
 * requirement, a lock that does not belong to its project, a Python that the project excludes.
 * Undefined does not promise success.
 */
export function foreseeInstallFailure(
  files: FileTree,
  packageManager: PackageManagerId,
  version: string,
  { buildpack, mode }: { readonly buildpack: Buildpack; readonly mode: 'build' | 'ci' },
): BuildFailure | undefined {
  const evidence = {
    pip: () =>
      findPipFault(
        files,
        mode === 'ci' ? ['requirements.txt', 'requirements-test.txt'] : ['requirements.txt'],
      ),
    pipenv: () => staleLock(files, 'pipenv'),
    poetry: () =>
      staleLock(files, 'poetry') ??
      (buildpack === 'cnb' ? findPythonMismatch(files, version) : undefined),
    uv: () => staleLock(files, 'uv') ?? findPythonMismatch(files, version),
  }[packageManager]();
  return evidence === undefined
    ? undefined
    : fail('install-dependencies', installReason(packageManager, buildpack), null, {
        evidence: [evidence],
      });
}

/** The id of a failed dependency install. */
export function installReason(packageManager: PackageManagerId, buildpack: Buildpack): FailureId {
  return buildpack === 'classic'
    ? `install-dependencies::${packageManager}`
    : CNB_REASON[packageManager];
}

/** The same for the Cloud Native Buildpack, which has no Pipenv. */
const CNB_REASON: Readonly<Record<PackageManagerId, FailureId>> = {
  pip: 'cnb::PipDependenciesLayer::PipInstallCommand',
  pipenv: 'cnb::PipDependenciesLayer::PipInstallCommand',
  poetry: 'cnb::PoetryDependenciesLayer::PoetryInstallCommand',
  uv: 'cnb::UvDependenciesLayer::UvSyncCommand',
};

/** The first line that pip refuses. */
function findPipFault(files: FileTree, paths: readonly string[]): string | undefined {
  const read = paths.flatMap((path) => [...followRequirements(files, path).files.values()]);
  const [line] = read.flatMap(({ invalid }) => invalid);
  return line === undefined ? undefined : `${line.at.file}: ${line.text}`;
}

function findPythonMismatch(files: FileTree, version: string): string | undefined {
  const wanted = excludingRequirement(files, version);
  return wanted === undefined
    ? undefined
    : `requires-python = "${wanted}", but the build has Python ${version}`;
}
