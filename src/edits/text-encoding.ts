import { UsageError } from '../facts/usage-error.ts';
import type { TextEncoding } from '../project/files.ts';

/** The bytes of a text in the encoding it was read with; a BOM is a unit of the text. Refuses a text that Latin-1 cannot hold. */
export function encodeText(text: string, encoding: TextEncoding, path: string): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'latin-1':
      if (/[^\u0000-\u00ff]/.test(text)) {
        throw new UsageError(`${path} is not UTF-8, and the change holds characters that its encoding lacks`, {
          evidence: [path],
          next: [`Save ${path} as UTF-8 and run the command again.`],
        });
      }
      return Buffer.from(text, 'latin1');
  }
}
