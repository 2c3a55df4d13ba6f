import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import helpers from 'yeoman-test';
import ExerciseGenerator from '../../../generators/exercise/index.ts';
import { currentExercise, loadProgress, type Progress } from '../../../src/workshop/progress.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

function listen(): { text: string } {
  const said = { text: '' };
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.text += String(text);
    return true;
  });
  return said;
}

test('yo dynoready:exercise lays out the start project as a repository, and names the first exercise', async () => {
  const said = listen();
  const { cwd } = await helpers.run(ExerciseGenerator).withArguments(['class']);
  expect(existsSync(join(cwd, 'class/.git/HEAD'))).toBe(true);
  expect(currentExercise(loadProgress(join(cwd, 'class')) as Progress)).toBe(1);
  expect(said.text).toContain('\n1. A repository with only source files\n');
  expect(said.text).not.toContain('package.json');
});

test('a folder that holds anything is left alone', async () => {
  const said = listen();
  await helpers
    .run(ExerciseGenerator)
    .withArguments(['.'])
    .inTmpDir((folder) => writeFileSync(join(folder, 'mine'), ''));
  expect(said.text).toContain('is not empty');
  expect(process.exitCode).toBe(2);
});
