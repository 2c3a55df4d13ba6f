import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = dirname(fileURLToPath(import.meta.url));

/** The newest Python 3 of pyenv, else the one on PATH. */
function findPython(): string {
  const versions = join(homedir(), '.pyenv/versions');
  const found = (existsSync(versions) ? readdirSync(versions) : [])
    .filter((name) => /^3\.1\d\./.test(name))
    .sort((a, b) => Number(b.split('.')[1]) - Number(a.split('.')[1]));
  return found[0] === undefined ? 'python3' : join(versions, found[0], 'bin/python');
}

/** What CPython sees changed in the tree of each pair: one line a node. */
function treeChanges(pairs: readonly { before: string; after: string }[]): string[][] {
  const input = JSON.stringify(pairs.map(({ before, after }) => ({ before: before.replace('\ufeff', ''), after: after.replace('\ufeff', '') })));
  return JSON.parse(execFileSync(findPython(), [join(root, 'tree-diff.py')], { input, encoding: 'utf8' })) as string[][];
}

const cases = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('/output.py'))
  .map(dirname)
  .sort();

test('CPython parses every result, and sees nothing changed in its tree but what `tree.txt` names', () => {
  const read = (folder: string, name: string): string => readFileSync(join(root, folder, name), 'utf8');
  const changes = treeChanges(cases.map((folder) => ({ before: read(folder, 'input.py'), after: read(folder, 'output.py') })));
  const actual = Object.fromEntries(cases.map((folder, index) => [folder, changes[index]]));
  const expected = Object.fromEntries(cases.map((folder) => [folder, read(folder, 'tree.txt').trimEnd().split('\n')]));
  expect(cases.length).toBeGreaterThan(80);
  expect(actual).toEqual(expected);
});

test('the comparison would notice strings that join', () => {
  expect(treeChanges([{ before: 'A = ["a"]\n', after: 'A = ["a" "b"]\n' }])).toEqual([["module.body[0].value.elts[0]: 'a' -> 'ab'"]]);
});
