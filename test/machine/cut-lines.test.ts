import { expect, test } from 'vitest';
import { createLineCutter, cutLine } from '../../src/machine/cut-lines.ts';

/** What comes out when the text arrives in chunks of so many bytes. */
function cut(text: string | Buffer, chunkBytes = Number.POSITIVE_INFINITY): string[] {
  const lines: string[] = [];
  const cutter = createLineCutter((line) => lines.push(line));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes)
    cutter.take(bytes.subarray(at, at + chunkBytes));
  cutter.end();
  return lines;
}

test.each([1, 3, 7, 10_000, 65_536])('chunks of %s bytes make no difference', (chunkBytes) => {
  const long = 'é'.repeat(7_500);
  expect(cut(`one\r\n\ntwo ✓\n${long}\nlast`, chunkBytes)).toEqual([
    'one',
    '',
    'two ✓',
    'é'.repeat(5_000),
    'é'.repeat(2_500),
    'last',
  ]);
});

test('a line is cut at 10,000 bytes, never inside a character', () => {
  expect(cut('x'.repeat(10_000))).toHaveLength(1);
  expect(cut('x'.repeat(10_001)).map((piece) => piece.length)).toEqual([10_000, 1]);
  const pieces = cut(`a${'🦊'.repeat(6_000)}`);
  expect(pieces.map((piece) => Buffer.byteLength(piece))).toEqual([9_997, 10_000, 4_004]);
  expect(pieces.join('')).toBe(`a${'🦊'.repeat(6_000)}`);
});

test('a line that is there already is cut in the same way', () => {
  expect(cutLine('short')).toEqual(['short']);
  expect(cutLine('x'.repeat(10_001))).toEqual(cut('x'.repeat(10_001)));
});

test('bytes that are no UTF-8 are cut at the limit all the same', () => {
  expect(cut(Buffer.alloc(20_001, 0b1000_0000))).toHaveLength(3);
});

test('100 MB without a line end take no longer than 100 MB of lines', () => {
  const chunk = Buffer.alloc(65_536, 'x');
  const cutter = createLineCutter(() => {});
  const started = performance.now();
  for (let taken = 0; taken < 100e6; taken += chunk.length) cutter.take(chunk);
  cutter.end();
  expect(performance.now() - started).toBeLessThan(4_000);
});
