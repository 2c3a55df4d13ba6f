import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { FileTree } from '../../../project/files.ts';
import { normalizeName, requirementLines, requirementName } from './requirement-files.ts';
import { isTable, readToml, tomlMember } from './toml.ts';

/** The normalised names that the manager's own file is certain to install, as far as it names them: pip's indirect ones are unknown. */
export function declaredPackages(files: FileTree, packageManager: PackageManagerId): ReadonlySet<string> {
  switch (packageManager) {
    case 'pip':
      return new Set(requirementLines(files, 'requirements.txt').flatMap(({ text }) => requirementName(text) ?? []));
    case 'pipenv':
      return new Set(Object.keys(defaultSection(files.text('Pipfile.lock'))).map(normalizeName));
    case 'poetry':
    case 'uv':
      return new Set(lockedPackages(files, packageManager).flatMap((one) => (typeof one.name === 'string' ? normalizeName(one.name) : [])));
  }
}

/** The `[[package]]` tables of a Poetry or uv lock; none when it cannot be read. */
export function lockedPackages(files: FileTree, packageManager: 'poetry' | 'uv'): readonly Readonly<Record<string, unknown>>[] {
  const packages = tomlMember(readToml(files.text(`${packageManager}.lock`)), 'package');
  return Array.isArray(packages) ? packages.filter(isTable) : [];
}

function defaultSection(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const section = tomlMember(JSON.parse(text ?? ''), 'default');
    return isTable(section) ? section : {};
  } catch {
    return {};
  }
}
