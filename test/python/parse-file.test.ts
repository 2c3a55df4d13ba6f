import { expect, test } from 'vitest';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { parseFile } from '../../src/python/parse-file.ts';

test('a file of a tree is parsed once, and a file of another tree anew', () => {
  const texts = { 'shop/settings.py': 'DEBUG = False\n' };
  const files = memoryFiles(texts);
  const parse = parseFile(files, 'shop/settings.py');
  expect(parse?.ok).toBe(true);
  expect(parseFile(files, 'shop/settings.py')).toBe(parse);
  expect(parseFile(memoryFiles(texts), 'shop/settings.py')).not.toBe(parse);
});

test('a file that is not in the tree has no parse', () => {
  expect(parseFile(memoryFiles({}), 'shop/settings.py')).toBeUndefined();
});
