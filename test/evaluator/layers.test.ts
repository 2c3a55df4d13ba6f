import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../src/evaluator');

/** The folders of the evaluator, lowest first. A file imports its own folder and lower ones. */
const FLOORS = ['values', 'state', 'builtins', 'libraries', 'syntax', ''];

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const targets = [...text.matchAll(/from\s*'(\.[^']+)'/g)].map(([, target = '']) =>
      relative(root, resolve(root, dirname(file), target)),
    );
    return [file, targets.filter((target) => files.includes(target))];
  }),
);
const floorOf = (file: string): number =>
  FLOORS.indexOf(file.includes('/') ? file.slice(0, file.indexOf('/')) : '');

test('the folders of the evaluator import downwards only', () => {
  const upwards = files.flatMap((file) =>
    imports
      .get(file)!
      .filter((target) => floorOf(target) > floorOf(file))
      .map((target) => `${file} imports ${target}`),
  );
  expect(upwards).toEqual([]);
});

test('no file of the evaluator imports itself through others', () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    if (done.has(file) || trail.includes(file)) return;
    for (const target of imports.get(file)!) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});
