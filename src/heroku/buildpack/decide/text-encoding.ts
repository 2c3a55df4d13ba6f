/**
 * What the `file` tool calls the text of some bytes, such as `ASCII text`, `Unicode text, UTF-8
 * (with BOM) text` or `ISO-8859 text`, without its remarks on escape sequences and long lines. The
 * platform puts this into its message and its record.
 */
export function describeText(bytes: Uint8Array): string {
  const trimmed = withoutTrailingZeros(bytes);
  const kind = describeEncoding(trimmed);
  return kind === 'data' ? kind : `${kind}${describeLineEnds(lettersOf(trimmed, kind))}`;
}

/**
 * True where the platform blames the content and not the encoding: plain ASCII, plain UTF-8, and
 * bytes that are no text at all.
 */
export function isPlainEncoding(description: string): boolean {
  return /ASCII|UTF-8 text|^data$/.test(description);
}

function describeEncoding(bytes: Uint8Array): string {
  // The mark alone is plain UTF-8 to it.
  if (bytes.length > 3 && startsWith(bytes, [0xef, 0xbb, 0xbf]))
    return 'Unicode text, UTF-8 (with BOM) text';
  if (startsWith(bytes, [0xff, 0xfe, 0, 0])) return 'Unicode text, UTF-32, little-endian text';
  if (startsWith(bytes, [0, 0, 0xfe, 0xff])) return 'Unicode text, UTF-32, big-endian text';
  if (startsWith(bytes, [0xff, 0xfe])) return 'Unicode text, UTF-16, little-endian text';
  if (startsWith(bytes, [0xfe, 0xff])) return 'Unicode text, UTF-16, big-endian text';
  if (bytes.some(isNoTextByte)) return 'data';
  if (bytes.every((byte) => byte < 0x80 || byte === 0x85)) return 'ASCII text';
  if (isUtf8(bytes)) return 'Unicode text, UTF-8 text';
  // 0x85 is the line end of ISO-8859; the other C1 codes are no text there.
  return bytes.some((byte) => byte >= 0x80 && byte < 0xa0 && byte !== 0x85)
    ? 'Non-ISO extended-ASCII text'
    : 'ISO-8859 text';
}

/**
 * `file` leaves out the zeros at the end, up to an even length: that takes the last letter from
 * little-endian UTF-32. Source: runs of file 5.44; read 2026-12-01.
 */
function withoutTrailingZeros(bytes: Uint8Array): Uint8Array {
  let length = bytes.length;
  while (length > 1 && bytes[length - 1] === 0) length -= 1;
  return bytes.subarray(0, Math.min(length + (length % 2), bytes.length));
}

/** The letters of a text as numbers; the mark at its start is none of them. */
function lettersOf(bytes: Uint8Array, kind: string): readonly number[] {
  const width = kind.includes('UTF-32') ? 4 : kind.includes('UTF-16') ? 2 : 1;
  if (width === 1)
    return [...(kind.includes('UTF-8') ? Buffer.from(bytes).toString() : bytes)].map((one) =>
      typeof one === 'string' ? one.codePointAt(0)! : one,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = kind.includes('little-endian');
  const letters: number[] = [];
  for (let at = width; at + width <= bytes.length; at += width)
    letters.push(width === 4 ? view.getUint32(at, isLittle) : view.getUint16(at, isLittle));
  return letters;
}

function describeLineEnds(letters: readonly number[]): string {
  let crlf = 0;
  let cr = 0;
  let lf = 0;
  let nel = 0;
  for (const [at, letter] of letters.entries()) {
    const isAfterReturn = letters[at - 1] === 13;
    if (letter === 13 && letters[at + 1] !== 10) cr += 1;
    else if (letter === 10 && isAfterReturn) crlf += 1;
    else if (letter === 10) lf += 1;
    else if (letter === 0x85) nel += 1;
  }
  if (crlf + cr + lf + nel === 0) return ', with no line terminators';
  if (crlf + cr + nel === 0) return '';
  const named = [crlf > 0 && 'CRLF', cr > 0 && 'CR', lf > 0 && 'LF', nel > 0 && 'NEL'];
  return `, with ${named.filter((one) => one !== false).join(', ')} line terminators`;
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte);
}

/** Control codes that `file` never meets in text; backspace, escape and the blanks are allowed. */
function isNoTextByte(byte: number): boolean {
  return byte === 127 || (byte < 32 && !(byte >= 7 && byte <= 13) && byte !== 27);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
