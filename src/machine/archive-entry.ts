import { gunzipSync } from 'node:zlib';

const BLOCK_BYTES = 512;

/**
 * The first file of a .tar.gz whose path ends with `ending`, as text; undefined without one, and for
 * what is no such archive or unpacks to more than `largestBytes`.
 */
export function archiveEntry(
  archive: Buffer,
  ending: string,
  largestBytes: number,
): string | undefined {
  let tar: Buffer;
  try {
    tar = gunzipSync(archive, { maxOutputLength: largestBytes });
  } catch {
    return undefined;
  }
  const field = (from: number, length: number): string =>
    tar.toString('latin1', from, from + length).replace(/\0.*$/s, '');
  for (let at = 0; at + BLOCK_BYTES <= tar.length && field(at, 1) !== ''; ) {
    const size = Number.parseInt(field(at + 124, 12).trim(), 8);
    if (!Number.isInteger(size) || size < 0) return undefined;
    const prefix = field(at + 345, 155);
    const path = prefix === '' ? field(at, 100) : `${prefix}/${field(at, 100)}`;
    const begin = at + BLOCK_BYTES;
    if (path.endsWith(ending)) return tar.toString('utf8', begin, begin + size);
    at = begin + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return undefined;
}
