import { dirname, join } from 'node:path';
import { MAX_INDEX_BYTES, readRegularFile } from '../read-regular-file.ts';

/** One file that git tracks. */
export interface IndexEntry {
  /** Relative to the work tree, with `/`. */
  readonly path: string;
  /**
   * `submodule` is a link to a commit of another repository. `folder` stands for all below it in a
   * sparse index.
   */
  readonly kind: 'file' | 'symlink' | 'submodule' | 'folder';
  /** True for a file that a checkout makes executable. */
  readonly executable: boolean;
  /** The hash by which git keeps the content, or the commit of a submodule. */
  readonly objectName: Buffer;
  /** Size on the disk when it was added, in bytes. */
  readonly bytes: number;
  /** When the file was last changed on the disk as it was added, in nanoseconds since 1970. */
  readonly modifiedNs: bigint;
}

/**
 * Bytes of an entry before its object name: times, device, inode, mode, owner, size. Source: git's
 * index-format page; read 2026-11-24.
 */
const STAT_BYTES = 40;
const MODIFIED_OFFSET = 8;
const MODE_OFFSET = 24;
const SIZE_OFFSET = 36;

/** Longest path that git can check out on Linux (PATH_MAX); an index with a longer one is refused. */
const MAX_NAME_BYTES = 4096;

const EXTENDED = 0x4000;

/**
 * The entries of a git index, versions 2 to 4; a path in conflict is given once. Undefined when the
 * file is missing or not an index. A split index is read with its shared part; what was removed
 * since the split then still counts.
 */
export function readIndexEntries(path: string, hashBytes: 20 | 32): IndexEntry[] | undefined {
  const read = readRegularFile(path, MAX_INDEX_BYTES);
  if (!read.ok) return undefined;
  const { bytes } = read;
  try {
    const own = parseEntries(bytes, hashBytes);
    const shared = own && sharedIndexName(bytes, own.end, hashBytes);
    if (own === undefined || shared === undefined) return own?.entries;
    const base = readIndexEntries(join(dirname(path), shared), hashBytes) ?? [];
    return dropRepeated([...base, ...own.entries.filter((entry) => entry.path !== '')]);
  } catch (error) {
    // An index cut short makes the reads leave the buffer; one with endless names ends here.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parseEntries(
  bytes: Buffer,
  hashBytes: number,
): { entries: IndexEntry[]; end: number } | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const count = bytes.readUInt32BE(8);
  const entries: IndexEntry[] = [];
  let previous: Buffer = Buffer.alloc(0);
  let at = 12;
  for (let index = 0; index < count; index += 1) {
    const mode = bytes.readUInt32BE(at + MODE_OFFSET);
    const flags = bytes.readUInt16BE(at + STAT_BYTES + hashBytes);
    const nameStart =
      at + STAT_BYTES + hashBytes + ((flags & EXTENDED) !== 0 && version > 2 ? 4 : 2);
    let start = nameStart;
    let kept = 0;
    if (version === 4) {
      const strip = readOffset(bytes, nameStart);
      start = strip.next;
      kept = previous.length - strip.value;
    }
    const end = bytes.indexOf(0, start);
    if (end < 0 || kept < 0) throw new RangeError('The index is cut short.');
    if (kept + end - start > MAX_NAME_BYTES)
      throw new RangeError('A name in the index is too long.');
    const name =
      kept === 0
        ? bytes.subarray(start, end)
        : Buffer.concat([previous.subarray(0, kept), bytes.subarray(start, end)]);
    const path = name.toString('utf8');
    if (path === '' || path !== entries.at(-1)?.path) {
      const objectName = bytes.subarray(at + STAT_BYTES, at + STAT_BYTES + hashBytes);
      const size = bytes.readUInt32BE(at + SIZE_OFFSET);
      const executable = (mode & 0o111) !== 0;
      const modifiedNs = nanosecondsAt(bytes, at + MODIFIED_OFFSET);
      entries.push({ path, kind: kindOf(mode), executable, objectName, bytes: size, modifiedNs });
    }
    previous = name;
    // Before version 4 one to eight zeros end an entry, so that its length is a multiple of eight.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return { entries, end: at };
}

/** A time as git writes it: seconds, then the nanoseconds beyond them. */
function nanosecondsAt(bytes: Buffer, at: number): bigint {
  return BigInt(bytes.readUInt32BE(at)) * 1_000_000_000n + BigInt(bytes.readUInt32BE(at + 4));
}

function kindOf(mode: number): IndexEntry['kind'] {
  switch (mode >>> 12) {
    case 0o16:
      return 'submodule';
    case 0o12:
      return 'symlink';
    case 0o4:
      return 'folder';
    default:
      return 'file';
  }
}

/**
 * A number as version 4 writes it: seven bits a byte, the high bit for "more follows", one added at
 * each step.
 */
function readOffset(bytes: Buffer, start: number): { value: number; next: number } {
  let next = start;
  let byte = bytes.readUInt8(next);
  let value = byte & 127;
  while ((byte & 128) !== 0) {
    next += 1;
    byte = bytes.readUInt8(next);
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, next: next + 1 };
}

function sharedIndexName(bytes: Buffer, extensions: number, hashBytes: number): string | undefined {
  let at = extensions;
  while (at + 8 <= bytes.length - hashBytes) {
    const size = bytes.readUInt32BE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === 'link') {
      const name = bytes.toString('hex', at + 8, at + 8 + hashBytes);
      return /^0+$/.test(name) ? undefined : `sharedindex.${name}`;
    }
    at += 8 + size;
  }
  return undefined;
}

function dropRepeated(entries: readonly IndexEntry[]): IndexEntry[] {
  return [...new Map(entries.map((entry) => [entry.path, entry])).values()];
}
