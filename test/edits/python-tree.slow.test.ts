import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { newestPython } from '../interpreter.ts';

const root = dirname(fileURLToPath(import.meta.url));

const python = await newestPython();

/** What CPython sees changed in the tree of each pair: one line a node. */
function treeChanges(pairs: readonly { before: string; after: string }[]): string[][] {
  const input = JSON.stringify(pairs.map(({ before, after }) => ({ before: before.replace('\ufeff', ''), after: after.replace('\ufeff', '') })));
  return JSON.parse(execFileSync(python, [join(root, 'tree-diff.py')], { input, encoding: 'utf8' })) as string[][];
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
