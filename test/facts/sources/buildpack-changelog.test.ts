import { expect, test } from 'vitest';
import { parseBuildpackChangelog } from '../../../src/facts/sources/buildpack-changelog.ts';

test('lines of Python are dated by the release that changed them, patches are not', () => {
  const text = `# Changelog

## [Unreleased]

- Removed support for Python 3.12. ([#9](https://example.com))

## [v280] - 2025-03-04

- Changed the default Python version for new apps from 3.12.1 to 3.12.2. ([#1](https://example.com))
- Added support for Python 3.13. ([#2](https://example.com))

## [v238] - 2023-11-01

- Changed the default Python version for new apps from Python 3.11 to Python 3.12. ([#3](https://example.com))
- Dropped support for Python 3.7. ([#4](https://example.com))
- Deprecated support for the \`runtime.txt\` file. ([#5](https://example.com))
`;
  expect(parseBuildpackChangelog(text)).toEqual({
    ok: true,
    value: {
      newest: { tag: 'v280', date: '2025-03-04' },
      deprecated: {},
      removed: { '3.7': '2023-11-01' },
      defaults: { '3.12': '2023-11-01' },
    },
  });
});

test.each([
  ['', 'newest.tag: no release with a tag and a date'],
  ['## [v1] - soon\n', 'newest.date: Invalid ISO date'],
  ['# v359 (26 October 2026)\n', 'newest.tag: no release with a tag and a date'],
])('%j is not understood', (text, problem) => {
  expect(parseBuildpackChangelog(text)).toEqual({ ok: false, problem });
});
