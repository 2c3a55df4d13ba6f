import { expect, test } from 'vitest';
import {
  describeText,
  isPlainEncoding,
} from '../../../../src/heroku/buildpack/decide/text-encoding.ts';

const LITTLE = [0xff, 0xfe];
const WIDE_LITTLE = [0xff, 0xfe, 0, 0];
const WIDE_BIG = [0, 0, 0xfe, 0xff];

function utf32(text: string, isLittle: boolean): number[] {
  return [...text].flatMap((letter) => {
    const four = [0, 0, 0, letter.codePointAt(0)!];
    return isLittle ? four.reverse() : four;
  });
}

// Each line is what file 5.44 answered to `file --brief --exclude json --exclude soft`.
test.each<[readonly number[], string]>([
  [[...Buffer.from('3.14')], 'ASCII text, with no line terminators'],
  [[...Buffer.from('3.14\n')], 'ASCII text'],
  [[...Buffer.from('3.14\r\n3\n')], 'ASCII text, with CRLF, LF line terminators'],
  [[...Buffer.from('3.14\r\r\n')], 'ASCII text, with CRLF, CR line terminators'],
  [[...Buffer.from('3.14\n\r')], 'ASCII text, with CR, LF line terminators'],
  [[...Buffer.from('3.14a\rb\nc\r\n')], 'ASCII text, with CRLF, CR, LF line terminators'],
  [[...Buffer.from('3.14\x85', 'latin1')], 'ASCII text, with NEL line terminators'],
  [[...Buffer.from('é3.14\x85')], 'Unicode text, UTF-8 text, with NEL line terminators'],
  [[...Buffer.from('\xe93.14\r', 'latin1')], 'ISO-8859 text, with CR line terminators'],
  [
    [...LITTLE, ...Buffer.from('3.14a\rb\nc\r\n', 'utf16le')],
    'Unicode text, UTF-16, little-endian text, with CRLF, CR, LF line terminators',
  ],
  [
    [...WIDE_LITTLE, ...utf32('3.14\r\n', true)],
    'Unicode text, UTF-32, little-endian text, with CR line terminators',
  ],
  [
    [...WIDE_LITTLE, ...utf32('3.14\n', true)],
    'Unicode text, UTF-32, little-endian text, with no line terminators',
  ],
  [[...WIDE_BIG, ...utf32('3.14\n', false)], 'Unicode text, UTF-32, big-endian text'],
  [
    [...WIDE_BIG, ...utf32('3.14\r\n3\n', false)],
    'Unicode text, UTF-32, big-endian text, with CRLF, LF line terminators',
  ],
  [[51, 0, 52], 'data'],
])('%j is %s', (bytes, description) => {
  expect(describeText(Uint8Array.from(bytes))).toBe(description);
});

test('only another encoding is blamed, not an odd line end', () => {
  expect(isPlainEncoding('ASCII text, with CRLF, LF line terminators')).toBe(true);
  expect(isPlainEncoding('Unicode text, UTF-32, big-endian text')).toBe(false);
});
