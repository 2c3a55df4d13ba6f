import {
  type Dirent,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { type FileTree, lazyFiles } from '../python/file-tree.ts';
import { type IgnoreRules, readIgnore } from './git/read-ignore.ts';
import { type IndexEntry, readIndexEntries } from './git/read-index-entries.ts';
import { type Repository, readRepository } from './git/read-repository.ts';
import { pathBelow } from './git/read-state.ts';

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
}

/**
 * The files below `root` that git would push: what the index holds and is still there, and what is
 * neither tracked nor ignored; outside git, what no `.gitignore` ignores. Submodules are part of
 * it, other repositories inside are not. Left out: `site-packages`, and where untracked also
 * virtualenvs and `node_modules`. The list is read at once, a file when it is first asked for.
 * Throws when `root` is no folder.
 */
export function readFiles(root: string): FileTree {
  const folder = realpathSync(root);
  const repository = readRepository(folder);
  const top = repository?.workTree ?? folder;
  const below = pathBelow(top, folder);
  const listing = list(top, below, repository);
  const inside = (path: string) => path.slice(below.length);
  return lazyFiles({
    paths: listing.files.map(inside),
    symlinks: new Map([...listing.symlinks].map(([path, target]) => [inside(path), target])),
    load: (path) => readBytes(join(folder, path)),
  });
}

function list(top: string, below: string, repository: Repository | undefined): Listing {
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
  };
  walk(listing, start);
  return listing;
}

function walk(listing: Listing, folder: string): void {
  const entries = readFolder(join(listing.top, folder));
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
    if (
      listing.isRepository &&
      statSync(join(listing.top, path, '.git'), { throwIfNoEntry: false }) !== undefined
    )
      return;
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
  if (target?.startsWith(listing.top + sep) && statSync(target).isFile()) listing.files.push(path);
}

function takeSubmodule(listing: Listing, path: string): void {
  const top = join(listing.top, path);
  const repository = readRepository(top);
  if (repository?.workTree !== top) return;
  const inner = list(top, '', repository);
  listing.files.push(...inner.files.map((file) => `${path}/${file}`));
  for (const [file, target] of inner.symlinks) listing.symlinks.set(`${path}/${file}`, target);
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

function readFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    // A folder that may not be read (a database's data folder, say) cannot be pushed either.
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return [];
    throw error;
  }
}

function readBytes(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
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
