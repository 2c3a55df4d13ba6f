import type { Dependencies, DependencyFile } from '../dependencies.ts';
import { resolvePath } from './requirements-chain.ts';
import type { RequirementsFile } from './requirements-file.ts';

/**
 * The file that a person edits to add a dependency of production: of the first manager in the
 * platform's order, and never a compiled file but what it was compiled from. Undefined when nothing
 * that can be edited declares anything.
 */
export function editableFile(
  managers: Dependencies['managers'],
  found: readonly DependencyFile[],
  requirementFiles: ReadonlyMap<string, RequirementsFile>,
): DependencyFile | undefined {
  const at = (path: string) => found.find((file) => file.path === path);
  const manager = managers[0]?.id;
  if (manager === 'pip') return editableRequirements('requirements.txt', at, requirementFiles);
  if (manager === 'pipenv') return at('Pipfile');
  if (manager !== undefined) return at('pyproject.toml');
  return at('Pipfile') ?? at('requirements.in') ?? at('pyproject.toml');
}

function editableRequirements(
  path: string,
  at: (path: string) => DependencyFile | undefined,
  files: ReadonlyMap<string, RequirementsFile>,
): DependencyFile | undefined {
  const read = files.get(path);
  if (read === undefined) return undefined;
  if (read.kind !== 'requirements') {
    const source =
      read.compiledFrom === undefined ? undefined : at(resolvePath(path, read.compiledFrom));
    // pip-compile is started in the root, whatever folder its output is in.
    const input =
      source ??
      at(read.compiledFrom ?? '') ??
      at(path.replace(/\.txt$/, '.in')) ??
      at('pyproject.toml');
    return input?.kind === 'setup' ? undefined : input;
  }
  const includes = read.includes
    .filter(({ isConstraint }) => !isConstraint)
    .map((include) => resolvePath(path, include.path));
  // A file that only points to others is a signpost: the last one it names is the most particular.
  const last = includes.filter((include) => files.has(include)).at(-1);
  if (read.requirements.length > 0 || last === undefined) return at(path);
  // Files that name each other would lead round in a ring.
  return (
    editableRequirements(last, at, new Map([...files].filter(([one]) => one !== path))) ?? at(path)
  );
}
