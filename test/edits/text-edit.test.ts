import { expect, test } from 'vitest';
import { applyEdits } from '../../src/edits/text-edit.ts';

test('edits are applied by their places, those of one place in the order given', () => {
  const edits = [
    { start: 4, end: 4, text: '!' },
    { start: 0, end: 2, text: 'x' },
    { start: 2, end: 2, text: '1' },
    { start: 2, end: 3, text: '2' },
  ];
  expect(applyEdits('abcd', edits)).toBe('x12d!');
});

test.each([
  ['behind the end', [{ start: 4, end: 5, text: '' }]],
  ['before the start', [{ start: -1, end: 0, text: '' }]],
  ['with its end before its start', [{ start: 2, end: 1, text: '' }]],
  [
    'over another',
    [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '' },
    ],
  ],
])('an edit %s is an error of the caller', (_, edits) => {
  expect(() => applyEdits('abcd', edits)).toThrow(RangeError);
});
