import { expect, test } from 'vitest';
import { readPipfileLockVersion } from '../../../../src/heroku/buildpack/decide/pipfile-lock.ts';

test.each([
  ['9007199254740993', '9007199254740993'],
  ['-12345678901234567890', '-12345678901234567890'],
  ['9007199254740991', '9007199254740991'],
  ['[12345678901234567890,{"a":"b"}]', '[12345678901234567890,{"a":"b"}]'],
  ['3.10', '3.1'],
])('python_version %s is shown as %s', (written, shown) => {
  const lock = `{"_meta": {"requires": {"python_version": ${written}}}}`;
  expect(readPipfileLockVersion(lock)).toMatchObject(
    shown === '3.1'
      ? { version: shown }
      : { reason: 'pipfile-lock::invalid-version', detail: shown },
  );
});

test('a number where an object is needed is called a number, however large', () => {
  expect(readPipfileLockVersion('{"_meta": 12345678901234567890}')).toMatchObject({
    detail: 'jq: error (at <stdin>:1): Cannot index number with "requires"',
  });
});
