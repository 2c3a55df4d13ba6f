import { expect, test } from 'vitest';
import { readRequestedPython } from '../../../../src/heroku/buildpack/decide/requested-python.ts';
import { memoryFiles } from '../../../../src/python/file-tree.ts';

test.each([
  ['.python-version', 'python-version-file::invalid-version'],
  ['runtime.txt', 'runtime-txt::invalid-version'],
])('a NUL in %s is shown as a letter for it', (name, reason) => {
  expect(
    readRequestedPython(memoryFiles({ [name]: '3.1\x004\n' }), 'pip', undefined),
  ).toMatchObject({
    ok: false,
    reason,
    detail: '3.1\u24004',
  });
});
