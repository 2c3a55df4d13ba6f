import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { newestPython } from '../interpreter.ts';

const root = dirname(fileURLToPath(import.meta.url));

const python = await newestPython();

interface Pair {
  /** What the files end in, which says how they are read. */
  readonly kind: string;
  readonly before: string;
  readonly after: string;
}

/** What CPython reads differently in the two files of each pair: one line a node, key or line of pip's. */
function changesOf(pairs: readonly Pair[]): string[][] {
  const input = JSON.stringify(
    pairs.map(({ kind, before, after }) => ({ kind, before: before.replace('\ufeff', ''), after: after.replace('\ufeff', '') })),
  );
  return JSON.parse(execFileSync(python, [join(root, 'tree-diff.py')], { input, encoding: 'utf8' })) as string[][];
}

/** Of the formats with `.txt` only requirements have a reader in Python; YAML has none in its library. */
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
  const actual = Object.fromEntries(pairs.map(({ path }, index) => [path, changes[index]]));
  const expected = Object.fromEntries(pairs.map(({ path }) => [path, readFileSync(tree(path), 'utf8').trimEnd().split('\n')]));
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
