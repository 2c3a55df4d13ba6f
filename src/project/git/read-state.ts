import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { readIgnore } from './read-ignore.ts';
import { readIndexEntries } from './read-index-entries.ts';
import { readBranch, readGitRepository, readHerokuRemotes } from './read-repository.ts';
import type { GitState } from './state.ts';

/**
 * What git knows of the project in a folder, read from its files; undefined outside a repository.
 * The index is read when first asked for.
 */
export function readGitState(root: string): GitState | undefined {
  const repository = readGitRepository(realpathSync(root));
  if (repository === undefined) return undefined;
  const below = pathBelow(repository.workTree, realpathSync(root));
  const rulesIn = readIgnore(repository.workTree, repository);
  let tracked: ReadonlySet<string> | undefined;
  return {
    workTree: repository.workTree,
    get tracked() {
      tracked ??= new Set(
        (readIndexEntries(`${repository.gitFolder}/index`, repository.hashBytes) ?? [])
          .filter(
            ({ path, kind }) => (kind === 'file' || kind === 'symlink') && path.startsWith(below),
          )
          .map(({ path }) => path.slice(below.length)),
      );
      return tracked;
    },
    branch: readBranch(repository),
    herokuRemotes: readHerokuRemotes(repository),
    isIgnored(path) {
      const whole = `${below}${path}`;
      const parent = whole.replace(/\/$/, '').split('/').slice(0, -1).join('/');
      return rulesIn(parent).ignores(whole);
    },
  };
}

/** The way from a folder down to another, with `/` at its end; empty when they are the same. */
export function pathBelow(top: string, folder: string): string {
  const way = relative(top, folder).split(sep).join('/');
  return folderPrefix(way);
}
