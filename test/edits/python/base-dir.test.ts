import { expect, test } from 'vitest';
import { addParent, namesFromFile } from '../../../src/edits/python/base-dir.ts';
import { applyEdits } from '../../../src/edits/text-edit.ts';
import { type PySource, parsePython } from '../../../src/python/parse.ts';

function read(text: string): PySource {
  const parse = parsePython('settings.py', text);
  if (!parse.ok) throw new Error(parse.error.message);
  return parse.source;
}

test('without a level a folder constant is raised each time it is asked', () => {
  const text = 'ROOT = Path(__file__).parent\n';
  const result = addParent(read(text), { name: 'ROOT' });
  expect(result.ok ? applyEdits(text, result.edits) : result.because).toBe('ROOT = Path(__file__).parent.parent\n');
});

test('names made from __file__ are found in order, others are not', () => {
  const text = 'import os\nROOT = os.path.dirname(__file__)\nX = 1\nBASE_DIR = Path(__file__).parent\nSUB = BASE_DIR / "sub"\n';
  expect(namesFromFile(read(text))).toEqual(['ROOT', 'BASE_DIR']);
});
