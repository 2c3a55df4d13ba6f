import { decodeText } from './text-encoding.ts';

/** How a file's bytes were decoded; the same encoding is used to write it back. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1';

/**
 * The one door to a project's files. Rules and plans read through it, so the same code runs on a
 * folder on disk and on files held in memory. Paths are relative to the project root, with `/`; the
 * tree holds what git would push (tracked, and untracked but not ignored), never `.git`.
 */
export interface FileTree {
  /** All regular files (and symlinks to files), sorted by code unit. */
  readonly paths: readonly string[];
  /** True for a file of the tree. Case-sensitive. */
  has(path: string): boolean;
  /**
   * The decoded text, a BOM kept as its first unit; undefined when the file is not in the tree.
   * Binary files decode as latin-1.
   */
  text(path: string): string | undefined;
  /** The encoding `text` was decoded with; `utf-8` for a file not in the tree. */
  encoding(path: string): TextEncoding;
  /** The raw bytes; undefined when the file is not in the tree. */
  bytes(path: string): Uint8Array | undefined;
  /** Paths that are symbolic links, with their target as written. */
  readonly symlinks: ReadonlyMap<string, string>;
  /** What is on the disk and was passed over so far, with the reason; sorted by path. */
  passedOver(): readonly PassedOver[];
}

/** A file or folder that was not read although it is there. */
export interface PassedOver {
  readonly path: string;
  /** Why, such as `it is larger than 1 MB`. */
  readonly because: string;
}

/** What `memoryFiles` and `readFiles` share: the paths, and how to get the bytes of one. */
export interface FileSource {
  readonly paths: Iterable<string>;
  readonly symlinks: ReadonlyMap<string, string>;
  /** Called at most once a path. Undefined when the file is gone or passed over. */
  load(path: string): Uint8Array | undefined;
  /** What was passed over so far. */
  passedOver?(): readonly PassedOver[];
}

/**
 * The tree over a source; each file is loaded and decoded when it is first asked for, and then
 * kept.
 */
export function lazyFiles(source: FileSource): FileTree {
  const paths = [...source.paths].sort();
  const known = new Set(paths);
  const loaded = new Map<string, Uint8Array | undefined>();
  const decoded = new Map<
    string,
    { readonly text: string; readonly encoding: TextEncoding } | undefined
  >();
  const bytes = (path: string): Uint8Array | undefined => {
    if (!known.has(path)) return undefined;
    if (!loaded.has(path)) loaded.set(path, source.load(path));
    return loaded.get(path);
  };
  const decode = (path: string) => {
    if (decoded.has(path)) return decoded.get(path);
    const raw = bytes(path);
    const result = raw && decodeText(raw);
    decoded.set(path, result);
    return result;
  };
  return {
    paths,
    has: (path) => known.has(path),
    text: (path) => decode(path)?.text,
    encoding: (path) => decode(path)?.encoding ?? 'utf-8',
    bytes,
    symlinks: source.symlinks,
    passedOver: () => [...(source.passedOver?.() ?? [])].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/**
 * A tree of files held in memory, for plans and tests: texts (as UTF-8) or bytes by path.
 * `symlinks` maps a path to its target as written.
 */
export function memoryFiles(
  entries: Readonly<Record<string, string | Uint8Array>>,
  symlinks: Readonly<Record<string, string>> = {},
): FileTree {
  return lazyFiles({
    paths: Object.keys(entries),
    symlinks: new Map(Object.entries(symlinks)),
    load: (path) => {
      const entry = entries[path];
      return typeof entry === 'string' ? Buffer.from(entry, 'utf8') : entry;
    },
  });
}

/** The files below a folder as a tree of their own, with paths relative to it. */
export function filesBelow(files: FileTree, folder: string): FileTree {
  const prefix = `${folder}/`;
  const inside = (path: string): boolean => path.startsWith(prefix);
  return lazyFiles({
    paths: files.paths.filter(inside).map((path) => path.slice(prefix.length)),
    symlinks: new Map(
      [...files.symlinks]
        .filter(([path]) => inside(path))
        .map(([path, target]) => [path.slice(prefix.length), target]),
    ),
    load: (path) => files.bytes(prefix + path),
  });
}
