import { UsageError } from '../facts/usage-error.ts';
import type { TextEncoding } from '../python/file-tree.ts';
import { encodeText } from '../python/text-encoding.ts';

/**
 * The bytes of a text in the encoding that its file was read with. Refuses, naming the file, a text
 * that Latin-1 cannot hold.
 */
export function bytesOf(text: string, encoding: TextEncoding, path: string): Buffer {
  if (encoding === 'latin-1' && /[^\u0000-\u00ff]/.test(text)) {
    throw new UsageError(
      `${path} is not UTF-8, and the change holds characters that its encoding lacks`,
      {
        evidence: [path],
        next: [`Save ${path} as UTF-8 and run the command again.`],
      },
    );
  }
  return Buffer.from(encodeText(text, encoding));
}
