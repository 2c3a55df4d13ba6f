/**
 * What the `file` tool calls the text of some bytes, such as `ASCII text`, `Unicode text, UTF-8
 * (with BOM) text` or `ISO-8859 text`, without its remarks on escape sequences and long lines. The
 * platform puts this into its message and its record.
 */
export function describeText(bytes: Uint8Array): string {
  const kind = describeEncoding(bytes);
  return kind === 'data' || kind.includes('UTF-32')
    ? kind
    : `${kind}${describeLineEnds(bytes, kind)}`;
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
  if (startsWith(bytes, [0xff, 0xfe, 0, 0])) return 'Unicode text, UTF-32, little-endian';
  if (startsWith(bytes, [0, 0, 0xfe, 0xff])) return 'Unicode text, UTF-32, big-endian';
  if (startsWith(bytes, [0xff, 0xfe])) return 'Unicode text, UTF-16, little-endian text';
  if (startsWith(bytes, [0xfe, 0xff])) return 'Unicode text, UTF-16, big-endian text';
  if (bytes.some(isNoTextByte)) return 'data';
  if (bytes.every((byte) => byte < 0x80)) return 'ASCII text';
  if (isUtf8(bytes)) return 'Unicode text, UTF-8 text';
  // 0x85 is the line end of ISO-8859; the other C1 codes are no text there.
  return bytes.some((byte) => byte >= 0x80 && byte < 0xa0 && byte !== 0x85)
    ? 'Non-ISO extended-ASCII text'
    : 'ISO-8859 text';
}

function describeLineEnds(bytes: Uint8Array, kind: string): string {
  const wide = kind.includes('UTF-16');
  const units = wide ? bytes.filter((byte) => byte !== 0) : bytes;
  let crlf = 0;
  let cr = 0;
  let lf = 0;
  for (let at = 0; at < units.length; at += 1) {
    if (units[at] === 13 && units[at + 1] === 10) {
      crlf += 1;
      at += 1;
    } else if (units[at] === 13) cr += 1;
    else if (units[at] === 10) lf += 1;
  }
  if (crlf + cr + lf === 0) return ', with no line terminators';
  if (crlf + cr === 0) return '';
  const named = [crlf > 0 && 'CRLF', cr > 0 && 'CR', lf > 0 && 'LF'].filter((one) => one !== false);
  return `, with ${named.join(', ')} line terminators`;
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
