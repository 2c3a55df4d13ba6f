/** How a file's bytes were decoded; the same encoding is used to write it back. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1';

/**
 * The one door to a project's files. Rules and plans read through it, so the same code runs on a folder on disk and on files held in memory.
 * Paths are relative to the project root, with `/`; the tree holds what git would push (tracked, and untracked but not ignored), never `.git`.
 */
export interface FileTree {
  /** All regular files (and symlinks to files), sorted by code unit. */
  readonly paths: readonly string[];
  /** True for a file of the tree. Case-sensitive. */
  has(path: string): boolean;
  /** The decoded text, a BOM kept as its first unit; undefined when the file is not in the tree. Binary files decode as latin-1. */
  text(path: string): string | undefined;
  /** The encoding `text` was decoded with; `utf-8` for a file not in the tree. */
  encoding(path: string): TextEncoding;
  /** The raw bytes; undefined when the file is not in the tree. */
  bytes(path: string): Uint8Array | undefined;
  /** Paths that are symbolic links, with their target as written. */
  readonly symlinks: ReadonlyMap<string, string>;
}
