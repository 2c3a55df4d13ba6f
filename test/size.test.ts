import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const sizes = ['src', 'generators']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length }))
  .sort((a, b) => b.lines - a.lines);

test('no file is over 400 lines, nine of ten are under 250, and the median is under 100', () => {
  const over = sizes.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path} ${lines}`);
  expect(over).toEqual([]);
  const large = sizes.filter(({ lines }) => lines >= 250).map(({ path, lines }) => `${path} ${lines}`);
  expect(large.length, large.join('\n')).toBeLessThanOrEqual(sizes.length / 10);
  expect(sizes[Math.floor(sizes.length / 2)]?.lines).toBeLessThan(100);
});

test('no name says nothing, and none is taken for a generator', () => {
  const names = sizes.map(({ path }) => path);
  expect(names.filter((path) => /(^|\/)(utils?|helpers?|common|base|types|misc)(\.ts$|\/)/.test(path))).toEqual([]);
  expect(names.filter((path) => /(^|\/)index\.ts$/.test(path) && !/^generators\/[^/]+\/index\.ts$/.test(path))).toEqual([]);
});
