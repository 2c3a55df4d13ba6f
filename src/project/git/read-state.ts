import { readdirSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { readIgnore } from './read-ignore.ts';
import { readIndexEntries } from './read-index-entries.ts';
import {
  type GitRepository,
  readBranch,
  readGitRepository,
  readHerokuRemotes,
} from './read-repository.ts';
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
  const { entries, tracked, files } = readIndex(repository, below);
  const isIgnored = (path: string): boolean => {
    const whole = `${below}${path}`;
    const parent = whole.replace(/\/$/, '').split('/').slice(0, -1).join('/');
    return rulesIn(parent).ignores(whole);
  };
  const namesIn = folderNames(root);
  return {
    workTree: repository.workTree,
    get tracked() {
      return tracked();
    },
    trackedFile(path) {
      const entry = files().get(path);
      if (entry === undefined) return undefined;
      const { executable, bytes } = entry;
      return { executable, bytes, objectName: entry.objectName.toString('hex') };
    },
    get submodules() {
      return entries()
        .filter(({ kind }) => kind === 'submodule')
        .map(({ path }) => path);
    },
    branch: readBranch(repository),
    herokuRemotes: readHerokuRemotes(repository),
    isIgnored,
    staysBehind(path) {
      const slash = path.lastIndexOf('/');
      return (
        !tracked().has(path) &&
        isIgnored(path) &&
        namesIn(path.slice(0, Math.max(slash, 0))).has(path.slice(slash + 1))
      );
    },
  };
}

/** The parts of the index that lie below a folder, each made when it is first asked for. */
function readIndex(repository: GitRepository, below: string) {
  const entries = once(() =>
    (readIndexEntries(`${repository.gitFolder}/index`, repository.hashBytes) ?? [])
      .filter(({ path }) => path.startsWith(below))
      .map((entry) => ({ ...entry, path: entry.path.slice(below.length) })),
  );
  const tracked = once(
    () =>
      new Set(
        entries()
          .filter(({ kind }) => kind === 'file' || kind === 'symlink')
          .map(({ path }) => path),
      ),
  );
  const files = once(
    () =>
      new Map(
        entries()
          .filter(({ kind }) => kind === 'file')
          .map((entry) => [entry.path, entry]),
      ),
  );
  return { entries, tracked, files };
}

function once<Value>(compute: () => Value): () => Value {
  let computed: { readonly value: Value } | undefined;
  return () => {
    computed ??= { value: compute() };
    return computed.value;
  };
}

/** Names of the files in a folder as the disk spells them; each folder is read once. */
function folderNames(root: string): (folder: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (folder) => {
    const names = known.get(folder) ?? readNames(join(root, folder));
    known.set(folder, names);
    return names;
  };
}

function readNames(folder: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Set(entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name));
  } catch {
    // There is no such folder, or this user may not look into it.
    return new Set();
  }
}

/** The way from a folder down to another, with `/` at its end; empty when they are the same. */
export function pathBelow(top: string, folder: string): string {
  const way = relative(top, folder).split(sep).join('/');
  return folderPrefix(way);
}
