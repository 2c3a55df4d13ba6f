import { type RegularFile, readRegularFile } from './read-regular-file.ts';

/** What is read of one kind of file; beyond it no input may take minutes or gigabytes. */
interface Limits {
  readonly maxBytes: number;
  /** Words and signs, which a parser turns into nodes of some hundred bytes each. */
  readonly maxWords: number;
  /** Bytes of one line, for formats whose lines are read one by one. */
  readonly maxLineBytes: number;
}

/**
 * More than the largest known file of its kind has: `_pydecimal.py` of the standard library, 6,000
 * lines, has 59,000 words, and a lock of 500 packages 2 MB.
 */
const LIMITS: readonly (Partial<Limits> & { readonly name: RegExp })[] = [
  {
    name: /^((poetry|uv|pdm|yarn)\.lock|package-lock\.json)$/,
    maxBytes: 16_000_000,
    maxWords: 1_500_000,
  },
  { name: /^Pipfile\.lock$/, maxBytes: 3_000_000, maxWords: 300_000 },
  {
    name: /^(Procfile.*|\.python-version|runtime\.txt|\.buildpacks)$/,
    maxBytes: 32_000,
    maxLineBytes: 4_000,
  },
  { name: /^\.(git|slug)ignore$/, maxBytes: 100_000, maxLineBytes: 1_000 },
  { name: /^\.env/, maxBytes: 100_000 },
  { name: /\.json$/, maxBytes: 1_000_000, maxWords: 30_000 },
  { name: /\.toml$|^Pipfile$/, maxBytes: 1_000_000, maxWords: 50_000, maxLineBytes: 64_000 },
  { name: /\.(txt|in)$/, maxBytes: 1_000_000, maxWords: 40_000, maxLineBytes: 16_000 },
  { name: /\.py$/, maxBytes: 1_000_000, maxWords: 70_000 },
];

/** Bytes of a file of any other kind, such as a template. */
const MAX_OTHER_BYTES = 1_000_000;

/** A file of at most so many bytes is within the other limits too, whatever it holds. */
const MAX_UNCOUNTED_BYTES = 1_000;

/**
 * Reads a regular file within the limits of its kind, which its name tells. One beyond them is
 * passed over. Never waits, never throws.
 */
export function readWithinLimits(
  path: string,
  options: { readonly follow?: boolean } = {},
): RegularFile {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const limits = LIMITS.find((one) => one.name.test(name));
  const read = readRegularFile(path, limits?.maxBytes ?? MAX_OTHER_BYTES, options);
  if (limits === undefined || !read.ok || read.bytes.length <= MAX_UNCOUNTED_BYTES) return read;
  const because = excess(read.bytes, limits);
  return because === undefined ? read : { ok: false, missing: false, because };
}

function excess(bytes: Buffer, limits: Partial<Limits>): string | undefined {
  const { maxWords = Infinity, maxLineBytes = Infinity } = limits;
  if (bytes.length > maxLineBytes && longestLine(bytes) > maxLineBytes)
    return `it has a line of more than ${maxLineBytes.toLocaleString('en')} bytes`;
  if (bytes.length > maxWords && countWords(bytes) > maxWords)
    return `it has more than ${maxWords.toLocaleString('en')} words and signs`;
  return undefined;
}

function longestLine(bytes: Buffer): number {
  let longest = 0;
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    longest = Math.max(longest, end - start);
    start = end + 1;
  }
  return Math.max(longest, bytes.length - start);
}

/** Runs of letters and digits, every other sign, and line ends. Blanks do not count. */
function countWords(bytes: Buffer): number {
  let count = 0;
  let inWord = false;
  for (const byte of bytes) {
    const isLetter =
      (byte >= 97 && byte <= 122) ||
      (byte >= 48 && byte <= 57) ||
      (byte >= 65 && byte <= 90) ||
      byte === 95 ||
      byte >= 128;
    if (isLetter ? !inWord : byte !== 32 && byte !== 9) count += 1;
    inWord = isLetter;
  }
  return count;
}
