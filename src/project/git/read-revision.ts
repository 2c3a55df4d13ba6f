import { createHash } from 'node:crypto';
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readProjectFile } from '../read-files.ts';
import { type IndexEntry, readIndexEntries } from './read-index-entries.ts';
import { type GitRepository, readGitRepository, readHeadCommit } from './read-repository.ts';
import { pathBelow } from './read-state.ts';

/** Which state of a repository a folder holds. */
export interface Revision {
  /** The commit of HEAD; null without one. */
  readonly commit: string | null;
  /**
   * A digest of the paths and contents that git would push, 16 hexadecimal digits. The same
   * wherever the same files are checked out, committed or not.
   */
  readonly content: string;
}

/**
 * The revision of a folder whose files (relative to it) are known, read without starting git. A
 * file with the time and size of git's index is taken to have the content that the index records;
 * any other one is read.
 */
export function readRevision(root: string, paths: readonly string[]): Revision {
  const folder = realpathSync(root);
  const repository = readGitRepository(folder);
  const entries = repository === undefined ? undefined : entriesBelow(repository, folder);
  const lines = paths.map((path) => {
    const entry = entries?.get(path);
    const recorded = entry !== undefined && isUntouched(join(folder, path), entry);
    const name = recorded
      ? entry.objectName.toString('hex')
      : contentName(folder, path, repository?.hashBytes ?? 20);
    return `${path}\0${name}`;
  });
  const digest = createHash('sha256').update(lines.sort().join('\n')).digest('hex');
  return {
    commit: (repository && readHeadCommit(repository)) ?? null,
    content: digest.slice(0, 16),
  };
}

function entriesBelow(repository: GitRepository, folder: string): ReadonlyMap<string, IndexEntry> {
  const below = pathBelow(repository.workTree, folder);
  const entries = readIndexEntries(join(repository.gitFolder, 'index'), repository.hashBytes) ?? [];
  return new Map(
    entries
      .filter(({ path }) => path.startsWith(below))
      .map((entry) => [entry.path.slice(below.length), entry]),
  );
}

function isUntouched(path: string, { bytes, modifiedNs }: IndexEntry): boolean {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stats !== undefined && stats.mtimeNs === modifiedNs && stats.size === BigInt(bytes);
}

/** The name that git would give the content; of a file that is not read, its size and time. */
function contentName(folder: string, path: string, hashBytes: 20 | 32): string {
  const stats = lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (stats === undefined) return 'gone';
  if (stats.isSymbolicLink()) return objectName(Buffer.from(linkTarget(folder, path)), hashBytes);
  const read = readProjectFile(folder, path);
  return read.ok ? objectName(read.bytes, hashBytes) : `${stats.size} ${stats.mtimeMs}`;
}

function linkTarget(folder: string, path: string): string {
  try {
    return readlinkSync(join(folder, path));
  } catch {
    // Gone by now.
    return '';
  }
}

function objectName(content: Buffer, hashBytes: 20 | 32): string {
  const hash = createHash(hashBytes === 20 ? 'sha1' : 'sha256');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}
