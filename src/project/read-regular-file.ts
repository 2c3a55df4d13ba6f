import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Bytes of a file that is parsed: the largest settings module known has a tenth of it. A larger one
 * is passed over, so that no input takes minutes or gigabytes.
 */
export const MAX_PARSED_BYTES = 1_000_000;

/** Bytes of git's index: a million tracked files take about 100 MB. */
export const MAX_INDEX_BYTES = 256_000_000;

/** Bytes read at a time from a file that reports no size, such as those of /proc. */
const CHUNK_BYTES = 65_536;

/** What reading one file came to; `because` is said to the person. */
export type RegularFile =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly missing: true }
  | { readonly ok: false; readonly missing: false; readonly because: string };

/**
 * Reads a regular file of at most `maxBytes`, without ever waiting: a FIFO, a device or a folder is
 * passed over. With `follow: false` a symbolic link is passed over as well. Never throws.
 */
export function readRegularFile(
  path: string,
  maxBytes: number,
  { follow = true }: { readonly follow?: boolean } = {},
): RegularFile {
  // Without O_NONBLOCK, opening a FIFO waits until something writes to it.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | (follow ? 0 : constants.O_NOFOLLOW);
  let descriptor: number;
  try {
    descriptor = openSync(path, flags);
  } catch (error) {
    return failed(error);
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return passedOver('it is not a regular file');
    if (stats.size > maxBytes) return passedOver(`it is larger than ${sizeText(maxBytes)}`);
    return readUpTo(descriptor, stats.size, maxBytes);
  } catch (error) {
    return failed(error);
  } finally {
    closeSync(descriptor);
  }
}

/** The text of a regular file as UTF-8; undefined when `readRegularFile` passes it over. */
export function readRegularText(
  path: string,
  maxBytes: number = MAX_PARSED_BYTES,
  options: { readonly follow?: boolean } = {},
): string | undefined {
  const read = readRegularFile(path, maxBytes, options);
  return read.ok ? read.bytes.toString('utf8') : undefined;
}

/** Reads until the end, also when the file grows or shrinks meanwhile, and never over the limit. */
function readUpTo(descriptor: number, size: number, maxBytes: number): RegularFile {
  const chunks: Buffer[] = [];
  let total = 0;
  for (let wanted = size + 1; total <= maxBytes; wanted = CHUNK_BYTES) {
    const chunk = Buffer.allocUnsafe(Math.min(wanted, maxBytes - total + 1));
    const count = readSync(descriptor, chunk);
    if (count === 0)
      return { ok: true, bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) };
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return passedOver(`it is larger than ${sizeText(maxBytes)}`);
}

function failed(error: unknown): RegularFile {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { ok: false, missing: true };
  return passedOver(REASONS.get(code) ?? `it cannot be read (${code})`);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'this user may not read it'],
  ['EPERM', 'this user may not read it'],
  ['ELOOP', 'it is a symbolic link that is not followed'],
  ['ENXIO', 'it is not a regular file'],
  ['ENAMETOOLONG', 'its path is too long'],
]);

function passedOver(because: string): RegularFile {
  return { ok: false, missing: false, because };
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${bytes / 1000} kB` : `${bytes / 1_000_000} MB`;
}
