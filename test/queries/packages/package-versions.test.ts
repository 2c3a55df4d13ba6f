import { describe, expect, test } from 'vitest';
import { assembleRepository } from '../../../src/project/assemble.ts';
import { memoryFiles } from '../../../src/python/file-tree.ts';
import {
  isCertainlyAtLeast,
  isCertainlyBelow,
  mayReach,
  packageVersions,
} from '../../../src/queries/packages/package-versions.ts';

function versionsOf(texts: Record<string, string>) {
  const repository = assembleRepository('/app', memoryFiles(texts, {}), { git: () => undefined });
  return packageVersions(repository, 'Django');
}

const asked = (specifier: string) => versionsOf({ 'requirements.txt': `django${specifier}\n` });

describe('what a range of a requirement admits', () => {
  test.each([
    ['==5.2.3', true, true, false],
    ['>=5.2,<6', true, true, false],
    ['>=5.2,<=6.0', false, true, true],
    ['~=5.2', true, true, false],
    ['~=5.2.1', true, true, false],
    ['==5.2.*', true, true, false],
    ['>5.1', false, false, true],
    ['<6', true, false, false],
    ['', false, false, true],
    ['>=6,!=6.0.1', false, true, true],
  ])('django%s', (specifier, belowSix, atLeastFiveTwo, reachesSix) => {
    const versions = asked(specifier);
    if (versions === undefined) throw new Error('no versions');
    expect(isCertainlyBelow(versions, '6')).toBe(belowSix);
    expect(isCertainlyAtLeast(versions, '5.2')).toBe(atLeastFiveTwo);
    expect(mayReach(versions, '6')).toBe(reachesSix);
  });
});

test('a line whose marker does not hold in the build is not one', () => {
  const text = 'django==4.2; python_version < "3.10"\ndjango==6.0; python_version >= "3.12"\n';
  expect(versionsOf({ 'requirements.txt': text, '.python-version': '3.13\n' })?.exact).toBe('6.0');
  expect(versionsOf({ 'requirements.txt': text })).toBeUndefined();
});

test('a lock that holds several versions for several environments decides nothing', () => {
  const entry = (version: string) =>
    `[[package]]\nname = "django"\nversion = "${version}"\nsource = { registry = "x" }\n\n`;
  const own =
    '[[package]]\nname = "shop"\nversion = "0"\nsource = { virtual = "." }\ndependencies = [\n    { name = "django" },\n]\n';
  const pyproject = '[project]\nname = "shop"\nversion = "0"\ndependencies = ["django"]\n';
  const files = (lock: string) => ({ 'pyproject.toml': pyproject, 'uv.lock': lock });
  expect(versionsOf(files(entry('5.2') + own))?.exact).toBe('5.2');
  expect(versionsOf(files(entry('5.2') + entry('6.0') + own))).toBeUndefined();
});
