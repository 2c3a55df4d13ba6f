import { expect, test } from 'vitest';
import { stepMarkdown } from '../../../src/cli/report/step-markdown.ts';

test('sentences stay text, and what is indented becomes code', () => {
  expect(stepMarkdown('Rename it.')).toBe('Rename it.');
  expect(stepMarkdown('Rename it:\n  git mv a b\n  git commit')).toBe(
    'Rename it:\n\n```text\ngit mv a b\ngit commit\n```',
  );
});
