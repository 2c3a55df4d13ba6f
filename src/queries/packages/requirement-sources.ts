import { markerHolds } from '../../project/dependencies/marker.ts';
import { normalizeName } from '../../project/dependencies/requirement-text.ts';
import { parseToml, tomlAt } from '../../project/dependencies/toml-tree.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { buildPython } from '../python-version/python-versions.ts';

/** Where a package that the build installs comes from, when not from an index. */
export interface RequirementSource {
  readonly name: string;
  /** A URL, or a path as it is written. */
  readonly source: string;
  readonly at: SourceRange;
}

/**
 * The packages of the main group that come from a URL, a repository or a path: of requirements, of
 * the tables of Poetry and Pipenv, and of `tool.uv.sources`. Those whose marker does not hold in the
 * build are left out.
 */
export function requirementSources(repository: Repository): RequirementSource[] {
  const { dependencies } = repository;
  const python = buildPython(repository)?.line;
  const direct = dependencies.requirements.flatMap(({ name, url, group, marker, at }) =>
    url === undefined || group !== 'main' || markerHolds(marker, python) !== true
      ? []
      : [{ name: name || url, source: url, at }],
  );
  return [...direct, ...uvSources(repository)];
}

function uvSources({ dependencies, files }: Repository): RequirementSource[] {
  if (dependencies.managers[0]?.id !== 'uv') return [];
  const file = 'pyproject.toml';
  const parsed = parseToml(file, files.text(file) ?? '');
  const table = parsed.ok ? tomlAt(parsed.root, 'tool', 'uv', 'sources') : undefined;
  return [...(table?.members ?? [])].flatMap(([name, node]) => {
    const isMain = dependencies.requirements.some(
      (one) => one.normalizedName === normalizeName(name) && one.group === 'main',
    );
    const source = ['git', 'path', 'url']
      .map((key) => node.members.get(key)?.value)
      .find((value) => typeof value === 'string');
    return isMain && typeof source === 'string' ? [{ name, source, at: node.whole }] : [];
  });
}
