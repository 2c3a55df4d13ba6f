import { expect, test } from 'vitest';
import { parsePythonVersionFiles } from '../../src/project/python-version.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';

test('keeps the lines that say something, trimmed, with their places', () => {
  const text = '# line\r\n\r\n \u20033.13\t\r\n  # 3.12\n3.12';
  const { files, misspelled } = parsePythonVersionFiles(memoryFiles({ '.python-version': text }));
  const lines = files.get('.python-version')?.lines ?? [];
  expect(lines.map((line) => [line.text, text.slice(line.at.start, line.at.end)])).toEqual([
    ['3.13', '3.13'],
    ['3.12', '3.12'],
  ]);
  expect([files.has('runtime.txt'), misspelled]).toEqual([false, []]);
});

test('keeps a no-break space, as the platform does', () => {
  const { files } = parsePythonVersionFiles(memoryFiles({ 'runtime.txt': '\u00a0python-3.13\n' }));
  expect(files.get('runtime.txt')?.lines.map(({ text }) => text)).toEqual(['\u00a0python-3.13']);
});

test('an empty file is there without lines', () => {
  expect(
    parsePythonVersionFiles(memoryFiles({ '.python-version': '\n# none\n' })).files.get(
      '.python-version',
    ),
  ).toEqual({ lines: [] });
});

test('names misspelled files of the root, and not those of a folder', () => {
  const files = memoryFiles({
    '.python_version': '3.13',
    'python-version': '3.13',
    '.python-version': '3.13',
    'a/.pythonversion': '3.13',
  });
  expect(parsePythonVersionFiles(files).misspelled).toEqual(['.python_version', 'python-version']);
});
