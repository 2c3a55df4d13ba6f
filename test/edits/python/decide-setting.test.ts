import { expect, test } from 'vitest';
import { decideByEnvironment, decideSetting } from '../../../src/edits/python/decide-setting.ts';
import type { EditResult } from '../../../src/edits/text-edit.ts';
import { applyEdits } from '../../../src/edits/text-edit.ts';
import { type PySource, parsePython } from '../../../src/python/parse.ts';

function edited(text: string, edit: (source: PySource) => EditResult): string {
  const parsed = parsePython('settings.py', text);
  if (!parsed.ok) throw new Error('the case is no Python');
  const result = edit(parsed.source);
  return result.ok ? applyEdits(text, result.edits) : `declined: ${result.because}`;
}

const byEnvironment = (source: PySource) => decideByEnvironment(source, 'KEY', 'os.environ["KEY"]');

test('a setting is replaced where it is set, and added below its neighbour where it is not', () => {
  const decide = (source: PySource) => decideSetting(source, 'A', '2', { after: 'B' });
  expect(edited('A = 1\nB = 1\n', decide)).toBe('A = 2\nB = 1\n');
  expect(edited('B = 1\nC = 1\n', decide)).toBe('B = 1\nA = 2\nC = 1\n');
  expect(edited('A = 2\n', decide)).toBe('A = 2\n');
  expect(edited('if x:\n    A = 1\n', decide)).toBe('declined: A is set inside a block (line 2)');
});

test.each([
  ['import os\n\nKEY = "x"\n', 'import os\n\nKEY = os.environ["KEY"]\n'],
  ['import os as system\n\nKEY = "x"\n', 'import os as system\n\nKEY = system.environ["KEY"]\n'],
  ['"""Settings."""\n\nKEY = "x"\n', '"""Settings."""\n\nimport os\n\nKEY = os.environ["KEY"]\n'],
  ['import os\n\nKEY = os.environ["KEY"]\n', 'import os\n\nKEY = os.environ["KEY"]\n'],
])('%j reads the environment afterwards', (before, after) => {
  expect(edited(before, byEnvironment)).toBe(after);
  expect(edited(after, byEnvironment)).toBe(after);
});

test('nothing is imported for a setting that stays as it is', () => {
  expect(edited('KEY = "x"\nKEY = "y"\n', byEnvironment)).toMatch(/^declined: KEY is set more than once/);
});
