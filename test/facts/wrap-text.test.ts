import { expect, test } from 'vitest';
import { wrapSentences, wrapWords } from '../../src/facts/wrap-text.ts';

test('lines are broken between words, and a longer word stays whole', () => {
  expect(wrapWords('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapWords('a-very-long-word b', 5)).toEqual(['a-very-long-word', 'b']);
  expect(wrapWords('', 5)).toEqual(['']);
});

test('a command in backquotes stays on one line', () => {
  expect(wrapWords('Run `dynoready init --lock` now', 14)).toEqual([
    'Run',
    '`dynoready init --lock`',
    'now',
  ]);
});

test('indented and empty lines stay as they are', () => {
  expect(wrapSentences('one two three\n\n  a command that is long\n', 8)).toBe(
    'one two\nthree\n\n  a command that is long\n',
  );
});
