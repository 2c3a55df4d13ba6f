import type { Repository } from '../../project/repository.ts';

/**
 * The requirements file that a person edits to add a production dependency; undefined when another
 * manager holds them, or there is none.
 */
export function editableRequirements(repository: Repository): string | undefined {
  const { editable } = repository.dependencies;
  return editable?.kind === 'requirements' ? editable.path : undefined;
}

/**
 * Where a missing dependency would be written: the file a person edits, whatever its format;
 * undefined when there is none.
 */
export function dependencyFile(repository: Repository): string | undefined {
  return repository.dependencies.editable?.path;
}

/**
 * The first file of dependencies in the tree when the root has nothing that the build installs
 * from; else undefined. What it declares was not read, so nothing can be said to be undeclared.
 */
export function unreachedDeclaration({ dependencies, files }: Repository): string | undefined {
  const isDeclaration =
    /(^|\/)(Pipfile|pyproject\.toml|setup\.(py|cfg)|[\w.-]*requirements[\w.-]*\.(txt|in)|requirements\/[\w./-]+\.(txt|in))$/;
  if (dependencies.managers.length > 0) return undefined;
  const found = files.paths.filter((path) => isDeclaration.test(path));
  return found.find((path) => /\brequirements\.txt$/.test(path)) ?? found[0];
}
