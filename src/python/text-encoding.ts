import { isUtf8 } from 'node:buffer';
import type { TextEncoding } from './file-tree.ts';

/**
 * The text of some bytes and the encoding it was read with: UTF-8 where the bytes are that, UTF-16
 * with a BOM or where nothing else fits, else Latin-1, which reads any bytes. A BOM stays as the
 * first unit, so `encodeText` gives the same bytes again.
 */
export function decodeText(bytes: Uint8Array): {
  readonly text: string;
  readonly encoding: TextEncoding;
} {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const encoding = detectEncoding(buffer);
  switch (encoding) {
    case 'utf-8':
      return { text: buffer.toString('utf8'), encoding };
    case 'utf-16le':
      return { text: buffer.toString('utf16le'), encoding };
    case 'utf-16be':
      return { text: Buffer.from(buffer).swap16().toString('utf16le'), encoding };
    case 'latin-1':
      return { text: buffer.toString('latin1'), encoding };
  }
}

/**
 * The bytes of a text in an encoding, the exact inverse of `decodeText`. Throws RangeError for a
 * unit above U+00FF in Latin-1: ask before.
 */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'latin-1':
      if (/[^\u0000-\u00ff]/.test(text))
        throw new RangeError('Latin-1 cannot hold every character of the text.');
      return Buffer.from(text, 'latin1');
  }
}

function detectEncoding(bytes: Buffer): TextEncoding {
  const even = bytes.length % 2 === 0;
  if (even && bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (even && bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Plain letters in UTF-16 are valid UTF-8 with a zero beside each, so a zero is looked at first.
  if (even && bytes.includes(0)) {
    if (isMostlyZero(bytes, 1)) return 'utf-16le';
    if (isMostlyZero(bytes, 0)) return 'utf-16be';
  }
  return isUtf8(bytes) ? 'utf-8' : 'latin-1';
}

/**
 * True when at least nine of ten bytes at that parity are zero and none at the other: letters of
 * UTF-16, and hardly anything else.
 */
function isMostlyZero(bytes: Buffer, parity: 0 | 1): boolean {
  let zeros = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 !== parity) return false;
    zeros += 1;
  }
  return zeros >= (bytes.length / 2) * 0.9;
}
