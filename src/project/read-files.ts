import {
  type Dirent,
  readdirSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { type FileTree, lazyFiles, type PassedOver } from '../python/file-tree.ts';
import { readWithinLimits } from './file-limits.ts';
import { type IgnoreRules, readIgnore } from './git/read-ignore.ts';
import { type IndexEntry, readIndexEntries } from './git/read-index-entries.ts';
import { type GitRepository, readGitRepository } from './git/read-repository.ts';
import { pathBelow } from './git/read-state.ts';
import type { RegularFile } from './read-regular-file.ts';

interface Listing {
  /**
   * Absolute path of the folder that paths are relative to while listing: the work tree, or the
   * root outside git.
   */
  readonly top: string;
  /** The folder that was asked for, below `top`. */
  readonly start: string;
  readonly isRepository: boolean;
  readonly rulesIn: (folder: string) => IgnoreRules;
  readonly tracked: ReadonlyMap<string, IndexEntry['kind']>;
  /** Every folder that holds something tracked. */
  readonly trackedFolders: ReadonlySet<string>;
  readonly files: string[];
  readonly symlinks: Map<string, string>;
  readonly passedOver: PassedOver[];
}

/**
 * The files below `root` that git would push: what the index holds and is still there, and what is
 * neither tracked nor ignored; outside git, what no `.gitignore` ignores. Submodules are part of
 * it, other repositories inside are not. Left out: `site-packages`, and where untracked also
 * virtualenvs and `node_modules`. The list is read at once, a file when it is first asked for. What
 * cannot be read, or is larger than what is parsed, is passed over and named. Throws when `root` is
 * no folder.
 */
export function readFiles(root: string): FileTree {
  const folder = realpathSync(root);
  const repository = readGitRepository(folder);
  const top = repository?.workTree ?? folder;
  const below = pathBelow(top, folder);
  const listing = list(top, below, repository);
  const inside = (path: string) => path.slice(below.length);
  const passedOver = listing.passedOver.map((one) => ({ ...one, path: inside(one.path) }));
  if (repository === undefined && statOf(join(folder, '.git')) !== undefined)
    passedOver.push({
      path: '.git',
      because: 'it is no repository that this user can read, so every file of the folder counts',
    });
  return lazyFiles({
    paths: listing.files.map(inside),
    symlinks: new Map([...listing.symlinks].map(([path, target]) => [inside(path), target])),
    load: (path) => {
      const read = readProjectFile(folder, path);
      if (read.ok) return read.bytes;
      if (!read.missing) passedOver.push({ path, because: read.because });
      return undefined;
    },
    passedOver: () => passedOver,
  });
}

/** Reads one file below `root`, within the limits of its kind. */
export function readProjectFile(root: string, path: string): RegularFile {
  return readWithinLimits(join(root, path));
}

function list(top: string, below: string, repository: GitRepository | undefined): Listing {
  const entries =
    repository === undefined
      ? []
      : (readIndexEntries(join(repository.gitFolder, 'index'), repository.hashBytes) ?? []);
  const tracked = new Map(
    entries.filter(({ path }) => path.startsWith(below)).map(({ path, kind }) => [path, kind]),
  );
  const trackedFolders = new Set<string>();
  for (const path of tracked.keys()) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (trackedFolders.has(folder)) break;
      trackedFolders.add(folder);
    }
  }
  const start = below.replace(/\/$/, '');
  const rulesIn = readIgnore(top, repository);
  const isRepository = repository !== undefined;
  const listing: Listing = {
    top,
    start,
    isRepository,
    rulesIn,
    tracked,
    trackedFolders,
    files: [],
    symlinks: new Map(),
    passedOver: [],
  };
  walk(listing, start);
  return listing;
}

function walk(listing: Listing, folder: string): void {
  const entries = readFolder(listing, folder);
  const isVirtualenv = entries.some(({ name }) => name === 'pyvenv.cfg');
  if (isVirtualenv && folder !== listing.start && !listing.trackedFolders.has(folder)) return;
  for (const entry of entries) {
    if (entry.name === '.git') continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) enter(listing, path, entry.name);
    else if (listing.tracked.has(path) || !listing.rulesIn(folder).ignores(path))
      take(listing, path, entry);
  }
}

function enter(listing: Listing, path: string, name: string): void {
  if (name === 'site-packages') return;
  const kind = listing.tracked.get(path);
  if (kind === 'submodule') {
    takeSubmodule(listing, path);
    return;
  }
  if (kind !== 'folder' && !listing.trackedFolders.has(path)) {
    if (name === 'node_modules' || listing.rulesIn(parentOf(path)).ignores(`${path}/`)) return;
    // Git takes a repository inside a repository for one thing and does not look into it.
    if (listing.isRepository && statOf(join(listing.top, path, '.git')) !== undefined) return;
  }
  walk(listing, path);
}

function take(listing: Listing, path: string, entry: Dirent): void {
  if (entry.isFile()) {
    listing.files.push(path);
    return;
  }
  if (!entry.isSymbolicLink()) return;
  const absolute = join(listing.top, path);
  const written = linkTarget(absolute);
  if (written === undefined) return;
  listing.symlinks.set(path, written);
  // A link that leads out of the work tree leads nowhere on a dyno.
  const target = realPath(absolute);
  if (target?.startsWith(listing.top + sep) && statOf(target)?.isFile()) listing.files.push(path);
}

function takeSubmodule(listing: Listing, path: string): void {
  const top = join(listing.top, path);
  const repository = readGitRepository(top);
  if (repository?.workTree !== top) return;
  const inner = list(top, '', repository);
  listing.files.push(...inner.files.map((file) => `${path}/${file}`));
  for (const [file, target] of inner.symlinks) listing.symlinks.set(`${path}/${file}`, target);
  for (const one of inner.passedOver)
    listing.passedOver.push({ ...one, path: `${path}/${one.path}` });
}

/**
 * What a link says; undefined when it may not be read (those of other users' processes) or is gone
 * by now.
 */
function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (['EACCES', 'EPERM', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
}

/** The entries of a folder; none for one that cannot be read, and so cannot be pushed either. */
function readFolder(listing: Listing, folder: string): Dirent[] {
  try {
    return readdirSync(join(listing.top, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === listing.start) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    listing.passedOver.push({ path: folder, because: FOLDER_REASONS.get(code) ?? code });
    return [];
  }
}

const FOLDER_REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'this user may not enter it'],
  ['EPERM', 'this user may not enter it'],
  ['ENAMETOOLONG', 'its path is too long'],
  ['ENOENT', 'its name is not UTF-8'],
]);

/** What is at a path; undefined for nothing, a link in a circle, or what this user may not see. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
