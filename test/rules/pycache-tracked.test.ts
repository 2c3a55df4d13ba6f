import { expect, test } from 'vitest';
import rule from '../../src/rules/pycache-tracked.ts';
import { projectOf } from './case-folder.ts';

test('the finding names the first compiled file and an empty range at its start', () => {
  const file = 'shop/__pycache__/urls.cpython-313.pyc';
  const [violation] = [...rule.check(projectOf({ 'manage.py': '', [file]: 'compiled' }, {}))];
  expect(violation?.at).toEqual({ file, start: 0, end: 0 });
});
