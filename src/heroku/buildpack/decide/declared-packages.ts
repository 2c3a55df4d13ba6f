import { isTable, tomlMember } from '../../../project/dependencies/plain-toml.ts';
import { normalizeName } from '../../../project/dependencies/requirement-text.ts';
import { followRequirements } from '../../../project/dependencies/requirements-chain.ts';
import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { FileTree } from '../../../python/file-tree.ts';
import { lockedPackages } from '../../../queries/packages/stale-lock.ts';

/**
 * The normalised names that the manager's own file is certain to install, as far as it names them:
 * pip's indirect ones are unknown.
 */
export function declaredPackages(
  files: FileTree,
  packageManager: PackageManagerId,
): ReadonlySet<string> {
  switch (packageManager) {
    case 'pip':
      return new Set(
        followRequirements(files, 'requirements.txt').entries.flatMap(
          ({ normalizedName }) => normalizedName || [],
        ),
      );
    case 'pipenv':
      return new Set(Object.keys(defaultSection(files.text('Pipfile.lock'))).map(normalizeName));
    case 'poetry':
    case 'uv':
      return new Set(
        lockedPackages(files, packageManager).flatMap((one) =>
          typeof one.name === 'string' ? normalizeName(one.name) : [],
        ),
      );
  }
}

function defaultSection(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const section = tomlMember(JSON.parse(text ?? ''), 'default');
    return isTable(section) ? section : {};
  } catch {
    return {};
  }
}
