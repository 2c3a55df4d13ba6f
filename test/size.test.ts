import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const sizes = ['src', 'generators', 'scripts']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  )
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, characters: readFileSync(join(root, path), 'utf8').length }))
  .sort((a, b) => b.characters - a.characters);

test('no file is over 12,000 characters, nine of ten are under 7,000', () => {
  const over = sizes.filter(({ characters }) => characters > 12_000).map(({ path }) => path);
  expect(over).toEqual([]);
  const large = sizes.filter(({ characters }) => characters >= 7_000);
  expect(
    large.length,
    large.map(({ path, characters }) => `${path} ${characters}`).join('\n'),
  ).toBeLessThanOrEqual(sizes.length / 10);
});

test('no name says nothing, and none is taken for a generator', () => {
  const names = sizes.map(({ path }) => path);
  expect(
    names.filter((path) => /(^|\/)(utils?|helpers?|common|base|types|misc)(\.ts$|\/)/.test(path)),
  ).toEqual([]);
  expect(
    names.filter(
      (path) => /(^|\/)index\.ts$/.test(path) && !/^generators\/[^/]+\/index\.ts$/.test(path),
    ),
  ).toEqual([]);
});
