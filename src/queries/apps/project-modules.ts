import type { Repository } from '../../project/repository.ts';
import { oncePer } from '../once-per.ts';

/** What a dotted name stands for in the repository. */
export interface ProjectModule {
  /** The file that importing it runs; undefined for a folder without `__init__.py`. */
  readonly file: string | undefined;
  readonly isPackage: boolean;
}

/** The spellings and the folders of a repository's files, made once. */
interface PathIndex {
  readonly folders: ReadonlySet<string>;
  /** Paths of files and folders by their lower case. */
  readonly byLowerCase: ReadonlyMap<string, string>;
}

/** The module of the repository with a dotted name, seen from the folder that is imported from. */
export function projectModule(
  repository: Repository,
  importRoot: string,
  name: string,
): ProjectModule | undefined {
  const { files } = repository;
  const path = importRoot + name.replaceAll('.', '/');
  if (files.has(`${path}/__init__.py`)) return { file: `${path}/__init__.py`, isPackage: true };
  if (files.has(`${path}.py`)) return { file: `${path}.py`, isPackage: false };
  return indexOf(repository).folders.has(path) ? { file: undefined, isPackage: true } : undefined;
}

/**
 * The file or folder of the repository whose path differs from this one by upper and lower case
 * alone; undefined when there is none, or the path itself is there.
 */
export function sameButCase(repository: Repository, path: string): string | undefined {
  const found = indexOf(repository).byLowerCase.get(path.toLowerCase());
  return found === path || repository.files.has(path) || indexOf(repository).folders.has(path)
    ? undefined
    : found;
}

const indexOf = oncePer((repository: Repository): PathIndex => {
  const folders = new Set<string>();
  const byLowerCase = new Map<string, string>();
  for (const path of repository.files.paths) {
    byLowerCase.set(path.toLowerCase(), path);
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
      byLowerCase.set(folder.toLowerCase(), folder);
    }
  }
  return { folders, byLowerCase };
});
