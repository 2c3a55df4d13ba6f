import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { decodeText, encodeText } from '../../src/python/text-encoding.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf16 = (text: string, order: 'le' | 'be') => {
  const buffer = Buffer.from(text, 'utf16le');
  return order === 'le' ? buffer : buffer.swap16();
};

describe('decoding', () => {
  test.each([
    ['plain ASCII is UTF-8', Buffer.from('django\n'), 'utf-8', 'django\n'],
    ['nothing is UTF-8', bytes(), 'utf-8', ''],
    ['a BOM of UTF-8 stays the first unit', bytes(0xef, 0xbb, 0xbf, 0x61), 'utf-8', '\ufeffa'],
    [
      'a BOM of UTF-16 LE stays the first unit',
      utf16('\ufeffdjango==5.2\r\n', 'le'),
      'utf-16le',
      '\ufeffdjango==5.2\r\n',
    ],
    [
      'a BOM of UTF-16 BE stays the first unit',
      utf16('\ufeffdjäńgo', 'be'),
      'utf-16be',
      '\ufeffdjäńgo',
    ],
    [
      'letters of UTF-16 LE are known without a BOM',
      utf16('django==5.2\r\n', 'le'),
      'utf-16le',
      'django==5.2\r\n',
    ],
    [
      'letters of UTF-16 BE are known without a BOM',
      utf16('django==5.2\r\n', 'be'),
      'utf-16be',
      'django==5.2\r\n',
    ],
    ['one letter with an accent is no UTF-8 alone, so Latin-1', bytes(0x63, 0xe9), 'latin-1', 'cé'],
    ['a zero among UTF-8 is not UTF-16', Buffer.from('abc\0def\0'), 'utf-8', 'abc\0def\0'],
    [
      'a BOM of UTF-16 before an odd number of bytes is Latin-1',
      bytes(0xff, 0xfe, 0x61),
      'latin-1',
      'ÿþa',
    ],
  ])('%s', (_name, raw, encoding, text) => {
    expect(decodeText(raw)).toEqual({ text, encoding });
    expect([...encodeText(text, encoding as 'utf-8')]).toEqual([...raw]);
  });

  test('any bytes come back the same', () => {
    let state = 7;
    for (let round = 0; round < 2_000; round += 1) {
      const raw = Uint8Array.from({ length: round % 40 }, () => {
        state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
        return round % 3 === 0 ? (state >> 16) & 0x7f & (state >> 20) : (state >> 16) & 0xff;
      });
      const { text, encoding } = decodeText(raw);
      expect([...encodeText(text, encoding)]).toEqual([...raw]);
    }
  });

  test('Latin-1 refuses what it cannot hold', () => {
    expect(() => encodeText('…', 'latin-1')).toThrow(
      new RangeError('Latin-1 cannot hold every character of the text.'),
    );
  });
});

describe('files in memory', () => {
  const files = memoryFiles(
    { 'b.py': 'b', 'a/c.py': 'c', B: utf16('\ufeffx', 'le') },
    { 'link.py': 'b.py' },
  );

  test('are sorted by code unit', () => {
    expect(files.paths).toEqual(['B', 'a/c.py', 'b.py']);
  });

  test('answer for what is there and for what is not', () => {
    expect([
      files.has('b.py'),
      files.text('b.py'),
      files.encoding('B'),
      [...(files.bytes('a/c.py') ?? [])],
    ]).toEqual([true, 'b', 'utf-16le', [99]]);
    expect([
      files.has('B.py'),
      files.text('B.py'),
      files.encoding('B.py'),
      files.bytes('toString'),
    ]).toEqual([false, undefined, 'utf-8', undefined]);
    expect(files.symlinks.get('link.py')).toBe('b.py');
  });
});
