import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { currentExercise, readProgress, writeProgress } from '../../src/workshop/progress.ts';
import { layOutStartProject, startProjectFiles } from '../../src/workshop/start-project.ts';

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

test('what is shipped is, byte for byte, the fixture that the other tests use', () => {
  const shipped = startProjectFiles();
  expect([...shipped.keys()].sort()).toEqual(filesBelow(FIXTURE));
  for (const [path, source] of shipped) expect(readFileSync(source, 'utf8'), path).toBe(readFileSync(join(FIXTURE, path), 'utf8'));
});

test('it is laid out with a database that was committed by mistake, and progress that git ignores', () => {
  const target = join(folder, 'new');
  const paths = layOutStartProject(target);
  expect(paths).toContain('.gitignore');
  expect(paths).toContain('hello/migrations/__init__.py');
  expect(paths).toContain('db.sqlite3');
  expect(filesBelow(`${target}/`)).toEqual([...paths, '.dynoready/.gitignore', '.dynoready/workshop.json'].sort());
  expect(readFileSync(join(target, '.dynoready/.gitignore'), 'utf8')).toBe('*\n');
  expect(currentExercise(readProgress(target))).toBe(1);
});

test('a folder that holds anything is left alone', () => {
  writeFileSync(join(folder, 'mine.txt'), 'x');
  expect(() => layOutStartProject(folder)).toThrow('is not empty');
  expect(readdirSync(folder)).toEqual(['mine.txt']);
});

test('progress is read back, and the next exercise is the first that is not solved', () => {
  const solved = [1, 2, 4].map((exercise) => ({ exercise, by: 'learner' as const }));
  writeProgress(folder, { schemaVersion: 1, solved, hintsShown: { '3': 2 } });
  const progress = readProgress(folder);
  expect(progress.hintsShown).toEqual({ '3': 2 });
  expect(currentExercise(progress)).toBe(3);
  expect(existsSync(join(folder, '.dynoready/workshop.json.new'))).toBe(false);
});

test.each(['{', '{"schemaVersion": 2}', '{"schemaVersion": 1, "solved": [{"exercise": 99, "by": "learner"}], "hintsShown": {}}'])(
  'a progress file of %s is refused',
  (text) => {
    writeProgress(folder, { schemaVersion: 1, solved: [], hintsShown: {} });
    writeFileSync(join(folder, '.dynoready/workshop.json'), text);
    expect(() => readProgress(folder)).toThrow("The workshop's progress file cannot be read");
  },
);

test('a folder without progress is no workshop project', () => {
  expect(() => readProgress(folder)).toThrow('This folder is not a workshop project');
});
