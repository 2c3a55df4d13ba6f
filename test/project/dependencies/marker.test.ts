import { expect, test } from 'vitest';
import { markerHolds } from '../../../src/project/dependencies/marker.ts';

test.each([
  [undefined, true],
  ['python_version < "3.12"', false],
  ["python_version >= '3.12'", true],
  ['"3.12" <= python_version', true],
  ['python_version in "3.11, 3.13"', true],
  ['python_full_version < "3.13.1"', undefined],
  ['python_full_version >= "3.12.4"', true],
  ['sys_platform == "win32"', false],
  ['sys_platform != "win32" and python_version > "3.8"', true],
  ['sys_platform == "darwin" or (os_name == "posix" and implementation_name == "cpython")', true],
  ["platform_python_implementation == 'PyPy'", false],
  ["'linux' in sys_platform", true],
  ['sys_platform not in "win32 cygwin"', true],
  ['extra == "test"', undefined],
  ['extra == "test" and sys_platform == "win32"', false],
  ['platform_release >= "5"', undefined],
  ['sys_platform ==', undefined],
  ['what is this', undefined],
  ['(sys_platform == "linux"', undefined],
] as const)('a dyno with Python 3.13 answers %s with %s', (marker, expected) => {
  expect(markerHolds(marker, '3.13')).toBe(expected);
});

test('a Python that is not known decides nothing', () => {
  expect(markerHolds('python_version < "3.12"', undefined)).toBeUndefined();
  expect(markerHolds('python_version < "3.12" or sys_platform == "linux"', undefined)).toBe(true);
});
