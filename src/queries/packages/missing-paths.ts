import { followRequirements, resolvePath } from '../../project/dependencies/requirements-chain.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { requirementSources } from './requirement-sources.ts';

/** A path that an installer reads and that git does not push. */
export interface MissingPath {
  readonly path: string;
  readonly at: SourceRange;
  /** `outside`: on the author's machine or above the root. `absent`: not in git. */
  readonly where: 'outside' | 'absent' | 'no-package';
  /** `list`: taken in with `-r` or `-c`. `package`: to be installed. */
  readonly kind: 'list' | 'package';
}

/**
 * The local paths among the requirements, and the lists that they take in, that the build will not
 * find.
 */
export function missingPaths(repository: Repository): MissingPath[] {
  return [...missingLists(repository), ...missingPackages(repository)];
}

function missingLists(repository: Repository): MissingPath[] {
  if (repository.dependencies.managers[0]?.id !== 'pip') return [];
  const { files } = followRequirements(repository.files, 'requirements.txt');
  return [...files].flatMap(([file, { includes }]) =>
    includes.flatMap(({ path, at }): MissingPath[] => {
      if (/^https?:|\$\{/.test(path)) return [];
      const target = resolvePath(file, path);
      if (repository.files.has(target)) return [];
      const where = isOutside(path, target) ? 'outside' : 'absent';
      return [{ path, at, where, kind: 'list' }];
    }),
  );
}

function missingPackages(repository: Repository): MissingPath[] {
  return requirementSources(repository).flatMap(({ source, at }): MissingPath[] => {
    const path = localPath(source);
    if (path === undefined) return [];
    // pip and Pipenv read paths from the folder they are started in, whatever file names them.
    const target = resolvePath('', path);
    const found = { path, at, kind: 'package' as const };
    if (isOutside(path, target)) return [{ ...found, where: 'outside' }];
    if (target === '') return [];
    if (repository.files.has(target)) return [];
    const inside = repository.files.paths.filter((one) => one.startsWith(`${target}/`));
    if (inside.length === 0) return [{ ...found, where: 'absent' }];
    return inside.some((one) =>
      /^(pyproject\.toml|setup\.(py|cfg))$/.test(one.slice(target.length + 1)),
    )
      ? []
      : [{ ...found, where: 'no-package' }];
  });
}

/** The path of a requirement that is one, without its extras; undefined for a URL. */
function localPath(source: string): string | undefined {
  if (/\$\{/.test(source)) return undefined;
  const bare = source.replace(/\[[^\]]*\]$/, '').replace(/#.*$/, '');
  const file = /^file:(?:\/\/(?:localhost)?)?(.*)$/i.exec(bare)?.[1];
  if (file !== undefined) return file;
  return /^[a-z][a-z+.-]+:|^[\w.-]+@/i.test(bare) ? undefined : bare;
}

function isOutside(written: string, target: string): boolean {
  return /^(?:\/|\\|[A-Za-z]:[\\/]|~)/.test(written) || target === '..' || target.startsWith('../');
}
