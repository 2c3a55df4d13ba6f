import { expect, test } from 'vitest';
import { lineAndColumn, lineText } from '../../src/python/source-range.ts';

const TEXT = 'a\r\nbc\rd\n\ne';

test('LF, CRLF and CR end lines', () => {
  expect([0, 1, 3, 5, 6, 8, 9, 99].map((at) => lineAndColumn(TEXT, at))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 2, column: 3 },
    { line: 3, column: 1 },
    { line: 4, column: 1 },
    { line: 5, column: 1 },
    { line: 5, column: 2 },
  ]);
  expect([1, 2, 3, 4, 5, 6].map((line) => lineText(TEXT, line))).toEqual([
    'a',
    'bc',
    'd',
    '',
    'e',
    '',
  ]);
});
