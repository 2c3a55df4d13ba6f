import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  currentExercise,
  loadProgress,
  readProgress,
  withSolved,
  writeProgress,
} from '../../src/workshop/progress.ts';
import {
  defectFiles,
  layOutStartProject,
  startProjectFiles,
} from '../../src/workshop/start-project.ts';

const FIXTURE = fileURLToPath(new URL('../fixtures/projects/workshop-start/', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-workshop-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => !path.includes('__pycache__'))
    .sort();
}

function read(root: string) {
  return readProgress(
    root,
    () => [1, 7],
    () => {},
  );
}

test('what is shipped is, byte for byte, the fixture that the other tests use', () => {
  const shipped = startProjectFiles();
  expect([...shipped.keys()].sort()).toEqual(filesBelow(FIXTURE));
  for (const [path, source] of shipped)
    expect(readFileSync(source, 'utf8'), path).toBe(readFileSync(join(FIXTURE, path), 'utf8'));
});

test('it is laid out with its defects, a database that was committed by mistake, and progress that git ignores', () => {
  const target = join(folder, 'new');
  const paths = layOutStartProject(target);
  expect([...defectFiles().keys()]).toEqual([
    '.gitignore',
    'hello/templates/hello/db.html',
    'runtime.txt',
    'staticfiles/hello/lighthouse.svg',
  ]);
  expect(paths).toContain('hello/migrations/__init__.py');
  expect(paths).toContain('db.sqlite3');
  expect(filesBelow(`${target}/`)).toEqual(
    [...paths, '.dynoready/.gitignore', '.dynoready/workshop.json'].sort(),
  );
  expect(readFileSync(join(target, 'hello/templates/hello/db.html'), 'utf8')).toContain(
    '{% load staticfiles %}',
  );
  expect(readFileSync(join(target, '.dynoready/.gitignore'), 'utf8')).toBe('*\n');
  expect(currentExercise(read(target))).toBe(1);
});

test('a folder that holds anything is left alone', () => {
  writeFileSync(join(folder, 'mine.txt'), 'x');
  expect(() => layOutStartProject(folder)).toThrow('is not empty');
  expect(readdirSync(folder)).toEqual(['mine.txt']);
});

test('progress is read back, and the next exercise is the first that is not solved', () => {
  const solved = [1, 2, 4].map((exercise) => ({ exercise, by: 'learner' as const }));
  writeProgress(folder, { schemaVersion: 1, solved, hintsShown: { '3': 2 } });
  const progress = read(folder);
  expect(progress.hintsShown).toEqual({ '3': 2 });
  expect(currentExercise(progress)).toBe(3);
  expect(withSolved(progress, 4, 'scaffold')).toBe(progress);
  expect(currentExercise(withSolved(progress, 3, 'scaffold'))).toBe(5);
  expect(readdirSync(join(folder, '.dynoready')).sort()).toEqual(['.gitignore', 'workshop.json']);
});

test.each([
  '',
  '{',
  '{"schemaVersion": 2}',
  'null',
  '{"schemaVersion": 1, "solved": [{"exercise": 99, "by": "learner"}], "hintsShown": {}}',
  '{"schemaVersion": 1, "solved": [null], "hintsShown": {}}',
  '{"schemaVersion": 1, "solved": [], "hintsShown": {"1": "two"}}',
])('a progress file of %j is made anew from what holds', (text) => {
  writeProgress(folder, { schemaVersion: 1, solved: [], hintsShown: {} });
  writeFileSync(join(folder, '.dynoready/workshop.json'), text);
  expect(loadProgress(folder)).toBe('damaged');
  expect(read(folder).solved).toEqual([1, 7].map((exercise) => ({ exercise, by: 'found' })));
  expect(readFileSync(join(folder, '.dynoready/workshop.json.damaged'), 'utf8')).toBe(text);
  expect(currentExercise(read(folder))).toBe(2);
});

test('a folder without progress is no workshop project', () => {
  expect(() => read(folder)).toThrow('This folder is not a workshop project');
  expect(existsSync(join(folder, '.dynoready'))).toBe(false);
});
