import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ADDRESS, reportAddress, rulePage } from '../../src/facts/project-address.ts';

test('until there is an address, a page is named by its path and a report by nothing', () => {
  expect(rulePage('debug-on', '')).toBe('docs/rules/debug-on.md');
  expect(reportAddress('')).toBe('');
});

test('with an address, both are links', () => {
  const address = 'https://example.com/ada/generator-dynoready';
  expect(rulePage('debug-on', address)).toBe(`${address}/blob/main/docs/rules/debug-on.md`);
  expect(reportAddress(address)).toBe(` at ${address}/issues`);
});

test('package.json names the same address', () => {
  const path = resolve(import.meta.dirname, '../../package.json');
  const { homepage, repository, bugs } = JSON.parse(readFileSync(path, 'utf8'));
  const filled = {
    homepage: PROJECT_ADDRESS,
    repository: `git+${PROJECT_ADDRESS}.git`,
    bugs: `${PROJECT_ADDRESS}/issues`,
  };
  expect({ homepage, repository, bugs }).toEqual(PROJECT_ADDRESS === '' ? {} : filled);
});
