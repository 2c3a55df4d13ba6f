import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { changesOf } from './changes-of.ts';

const root = dirname(fileURLToPath(import.meta.url));

/**
 * Of the formats with `.txt` only requirements have a reader in Python; YAML has none in its
 * library.
 */
const cases = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\/output\.(py|toml|json|ini|cfg)$/.test(path) || /^requirements\/.*\/output\.txt$/.test(path))
  .sort();

test('CPython reads every result, and sees nothing changed in it but what `tree.txt` names', () => {
  const pairs = cases.flatMap((path) => {
    const input = join(root, path.replace(/output(?=\.\w+$)/, 'input'));
    const read = (file: string): string => readFileSync(file, 'utf8');
    return existsSync(input) ? [{ path, kind: path.split('.').at(-1)!, before: read(input), after: read(join(root, path)) }] : [];
  });
  const changes = changesOf(pairs);
  const tree = (path: string): string => join(root, dirname(path), 'tree.txt');
  if (process.env.UPDATE_CASES) pairs.forEach(({ path }, index) => void writeFileSync(tree(path), `${changes[index]!.join('\n')}\n`));
  const actual = Object.fromEntries(pairs.map(({ path }, index) => [path, changes[index]!.join('\n').split('\n')]));
  const named = (path: string): string => (existsSync(tree(path)) ? readFileSync(tree(path), 'utf8') : 'tree.txt is missing: UPDATE_CASES=1 writes it');
  const expected = Object.fromEntries(pairs.map(({ path }) => [path, named(path).trimEnd().split('\n')]));
  expect(pairs.length).toBeGreaterThan(250);
  expect(actual).toEqual(expected);
});

test.each([
  ['py', 'A = ["a"]\n', 'A = ["a" "b"]\n', "module.body[0].value.elts[0]: 'a' -> 'ab'"],
  ['toml', 'a = ["a"]\n', 'a = ["a"]\nb = 1\n', 'b added: 1'],
  ['json', '{"a": 1}', '{"a": true}', 'a: 1 -> True'],
  ['txt', 'a \\\n', 'a \\\nb\n', "lines[0]: 'a' -> 'a b'"],
])('the comparison of %s would notice what an edit must not do', (kind, before, after, change) => {
  expect(changesOf([{ kind, before, after }])).toEqual([[change]]);
});
