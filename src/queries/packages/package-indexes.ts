import { followRequirements } from '../../project/dependencies/requirements-chain.ts';
import { parseToml, type TomlNode, tomlAt } from '../../project/dependencies/toml-tree.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';

/** A package index, or a page of links, that an installer asks. */
export interface PackageIndex {
  readonly url: string;
  readonly at: SourceRange;
  /** Its name, where the tool gives it one. */
  readonly name: string | undefined;
  readonly manager: 'pip' | 'pipenv' | 'poetry' | 'uv';
}

/** The indexes that the project's own files name for the package manager of the build. */
export function packageIndexes(repository: Repository): PackageIndex[] {
  switch (repository.dependencies.managers[0]?.id) {
    case 'pip':
      return inRequirements(repository);
    case 'pipenv':
      return inToml(repository, 'pipenv', 'Pipfile', (root) => [tomlAt(root, 'source')]);
    case 'poetry':
      return inToml(repository, 'poetry', 'pyproject.toml', (root) => [
        tomlAt(root, 'tool', 'poetry', 'source'),
      ]);
    case 'uv':
      return inToml(repository, 'uv', 'pyproject.toml', (root) => [
        tomlAt(root, 'tool', 'uv', 'index'),
      ]);
    default:
      return [];
  }
}

const OPTION = /^[ \t]*(?:-i|-f|--(?:extra-)?index-url|--find-links)(?:[ \t]+|=)(\S+)/gm;

function inRequirements({ files }: Repository): PackageIndex[] {
  return [...followRequirements(files, 'requirements.txt').files.keys()].flatMap((file) =>
    [...(files.text(file) ?? '').matchAll(OPTION)].flatMap((match) => {
      const url = match[1] ?? '';
      if (!/^https?:/.test(url)) return [];
      const start = match.index + match[0].length - url.length;
      const at = { file, start, end: start + url.length };
      return [{ url, at, name: undefined, manager: 'pip' as const }];
    }),
  );
}

function inToml(
  { files }: Repository,
  manager: PackageIndex['manager'],
  file: string,
  tables: (root: TomlNode) => readonly (TomlNode | undefined)[],
): PackageIndex[] {
  const parsed = parseToml(file, files.text(file) ?? '');
  if (!parsed.ok) return [];
  return tables(parsed.root).flatMap((table) =>
    (table?.items ?? []).flatMap((item) => {
      const url = item.members.get('url');
      const name = item.members.get('name')?.value;
      return typeof url?.value !== 'string'
        ? []
        : [
            {
              url: url.value,
              at: url.at,
              name: typeof name === 'string' ? name : undefined,
              manager,
            },
          ];
    }),
  );
}
