import type { Repository } from '../../project/repository.ts';
import { oncePer } from '../once-per.ts';

/** Files of the repository by a name that Django looks up in several folders. */
export interface NamedFiles {
  readonly byName: ReadonlyMap<string, string>;
  /** The folders that are looked into, without a slash at the end. */
  readonly folders: readonly string[];
  /** First parts of names that no installed package has. */
  readonly ownPrefixes: ReadonlySet<string>;
}

/** Why a name is not found on a dyno. */
export interface Misnamed {
  /**
   * `case`, `backslash`, `slash`: a file of almost that name is pushed. `ignored`: the file is there
   * and git ignores it. `absent`: there is no such file.
   */
  readonly fault: 'case' | 'backslash' | 'slash' | 'ignored' | 'absent';
  /** The right name, or the path of the ignored file; undefined for `absent`. */
  readonly instead: string | undefined;
}

/** What is wrong with a name; undefined when it is found, or an installed package may have it. */
export function misnamed(
  repository: Repository,
  files: NamedFiles,
  name: string,
): Misnamed | undefined {
  if (files.byName.has(name)) return undefined;
  const forward = name.replaceAll('\\', '/');
  const plain = forward.replace(/^\/+/, '').replace(/\/{2,}/g, '/');
  if (plain !== name && files.byName.has(plain))
    return { fault: forward === name ? 'slash' : 'backslash', instead: plain };
  const spelled = lowerCaseOf(files).get(plain.toLowerCase());
  if (spelled !== undefined)
    return { fault: forward === name ? 'case' : 'backslash', instead: spelled };
  // A front end is built into folders that git ignores.
  if (buildsFrontEnd(repository)) return undefined;
  const behind = files.folders
    .map((folder) => (folder === '' ? plain : `${folder}/${plain}`))
    .find((path) => repository.git?.isIgnored(path) && repository.git.staysBehind(path));
  if (behind !== undefined) return { fault: 'ignored', instead: behind };
  const top = plain.split('/')[0] ?? '';
  return plain.includes('/') && files.ownPrefixes.has(top)
    ? { fault: 'absent', instead: undefined }
    : undefined;
}

/** The step that brings an ignored file into git, for a person. */
export function unignoreStep(path: string): string {
  return `Remove the line from .gitignore that matches it, then add it:\n  git check-ignore -v ${path}\n  git add ${path}`;
}

/** True when a package.json may make files that git does not hold. */
export function buildsFrontEnd({ files }: Repository): boolean {
  return files.paths.some((path) => /(^|\/)package\.json$/.test(path));
}

/** The names by their lower case. */
const lowerCaseOf = oncePer(
  ({ byName }: NamedFiles): ReadonlyMap<string, string> =>
    new Map([...byName.keys()].map((name) => [name.toLowerCase(), name])),
);
