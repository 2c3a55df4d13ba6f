import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import { judgeExercises } from '../../src/workshop/judge.ts';
import { readCase, readLearnerState } from './learner-state.ts';

/**
 * Each folder is a learner who did it in another way than the generator, and the exercises that are
 * right all the same.
 */
const folder = join(dirname(fileURLToPath(import.meta.url)), 'other-ways');
const rules = await loadRules();

test.each(readdirSync(folder))('%s is right, too', (name) => {
  const path = join(folder, name);
  const { solves } = readCase(path);
  expect(solves).not.toEqual([]);
  const verdicts = judgeExercises(readLearnerState(path, 0), rules, 14);
  const blocking = solves.flatMap((number) =>
    verdicts[number - 1]!.remarks.filter(({ blocks }) => blocks).map(
      ({ what }) => `${number}: ${what}`,
    ),
  );
  expect(blocking).toEqual([]);
});
