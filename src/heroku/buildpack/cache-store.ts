import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { toolCacheFolder, withLock } from '../../machine/tools/tool-cache.ts';
import type { CacheRecord } from './decide/cache-verdict.ts';
import { linkTree } from './link-tree.ts';
import type { BuildOptions } from './report.ts';

/** The record of a cached build, with what only this machine needs to know. */
export interface StoredRecord extends CacheRecord {
  readonly schemaVersion: 1;
  /** The repository; the cache of one that is gone is removed. */
  readonly root: string;
  /** The folder in which it was built: scripts and editable installs name it. */
  readonly builtIn: string;
  /** The interpreter that the virtual environment belongs to. */
  readonly interpreterPath: string;
  /** Metadata of that build. */
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

/** The build cache of one project, which only a successful build changes. */
export interface CacheStore {
  /** Undefined when nothing is cached. */
  readRecord(): StoredRecord | undefined;
  /** Links the cached Python into `pythonHome`; false when it is gone by now. */
  restore(pythonHome: string): Promise<boolean>;
  /**
   * True when the cache holds the very packages of `pythonHome`, so that saving it again would
   * change nothing.
   */
  holds(pythonHome: string): boolean;
  /** Replaces the cache in one move. */
  save(pythonHome: string, record: StoredRecord): Promise<void>;
  /** Forgets the cache: the next build is a first one. */
  remove(): Promise<void>;
}

const RECORD = 'record.json';

/**
 * Opens the cache that belongs to this folder, buildpack and mode; nothing is written until `save`.
 */
export function openCache(
  options: Pick<BuildOptions, 'root' | 'buildpack' | 'mode' | 'env' | 'signal'>,
): CacheStore {
  const key = createHash('sha256')
    .update([realpathSync(options.root), options.buildpack, options.mode].join('\0'))
    .digest('hex')
    .slice(0, 24);
  const folder = join(toolCacheFolder(options.env ?? process.env), 'builds', key);
  const locked = <Result>(work: () => Promise<Result>): Promise<Result> =>
    withLock(folder, work, { signal: options.signal });
  return {
    readRecord: () => readRecord(folder),
    restore: (pythonHome) =>
      locked(async () => {
        if (!existsSync(join(folder, 'python'))) return false;
        linkTree(join(folder, 'python'), pythonHome);
        return true;
      }),
    holds: (pythonHome) => {
      const cached = packageMarks(join(folder, 'python'));
      return cached.length > 0 && cached.join() === packageMarks(pythonHome).join();
    },
    save: (pythonHome, record) =>
      locked(async () => {
        const parent = dirname(folder);
        mkdirSync(parent, { recursive: true });
        removeUnfinished(parent, basename(folder));
        const next = join(
          parent,
          `.${basename(folder)}.part-${process.pid}-${randomBytes(4).toString('hex')}`,
        );
        try {
          linkTree(pythonHome, join(next, 'python'));
          writeFileSync(join(next, RECORD), JSON.stringify(record));
          rmSync(folder, { recursive: true, force: true });
          renameSync(next, folder);
          removeOrphans(parent);
        } finally {
          rmSync(next, { recursive: true, force: true });
        }
      }),
    remove: () => locked(async () => rmSync(folder, { recursive: true, force: true })),
  };
}

/** Under the lock nobody else writes, so what an interrupted run left half-written can go. */
function removeUnfinished(parent: string, name: string): void {
  for (const entry of readdirSync(parent)) {
    if (entry.startsWith(`.${name}.part-`))
      rmSync(join(parent, entry), { recursive: true, force: true });
  }
}

/**
 * One mark for each installed package: the number of its record's inode, which the links of a
 * restored cache share and a new install does not. Copies, on file systems without hard links,
 * never share it.
 */
function packageMarks(pythonHome: string): readonly string[] {
  const lib = join(pythonHome, 'lib');
  const folders = names(lib).map((name) => join(lib, name, 'site-packages'));
  const installed = folders.flatMap((djangoProject) =>
    names(djangoProject)
      .filter((name) => name.endsWith('.dist-info'))
      .map((name) => join(djangoProject, name)),
  );
  const marks = installed.map(
    (info) => `${basename(info)}:${statSync(join(info, 'RECORD'), { throwIfNoEntry: false })?.ino}`,
  );
  return [...marks, ...names(pythonHome)].sort();
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Projects come and go, in temporary folders above all: what belongs to one that is gone only takes
 * room.
 */
function removeOrphans(parent: string): void {
  for (const entry of readdirSync(parent)) {
    const root = readRecord(join(parent, entry))?.root;
    if (root !== undefined && !existsSync(root))
      rmSync(join(parent, entry), { recursive: true, force: true });
  }
}

function readRecord(folder: string): StoredRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as StoredRecord;
    return record.schemaVersion === 1 ? record : undefined;
  } catch {
    return undefined;
  }
}
