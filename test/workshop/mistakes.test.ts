import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import { renderVerdict } from '../../src/cli/report/workshop-text.ts';
import { EXERCISES } from '../../src/workshop/exercises.ts';
import { judgeExercises } from '../../src/workshop/judge.ts';
import { readCase, readLearnerState } from './learner-state.ts';

/**
 * Each folder is one mistake: what is different in it from the exercise as the generator solves it,
 * and in `message.txt` the whole text that the learner reads. Those that only running shows are
 * rehearsed in `mistakes.slow.test.ts`. `UPDATE_CASES=1` writes the texts anew, to be read and
 * committed.
 */
const folder = join(dirname(fileURLToPath(import.meta.url)), 'mistakes');
const rules = await loadRules();

function foldersIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? [one.name] : [],
  );
}

test('every folder stands for an exercise, and every exercise has its mistakes', () => {
  expect(foldersIn(folder).sort()).toEqual(EXERCISES.map(({ text }) => text));
});

describe.each(EXERCISES)('$number: $title', ({ number, text }) => {
  const read = foldersIn(join(folder, text)).filter(
    (name) => readCase(join(folder, text, name)).run === undefined,
  );
  test.each(read)('%s is said in our words', (name) => {
    const path = join(folder, text, name);
    const repository = readLearnerState(path, number);
    const verdict = judgeExercises(repository, rules, number).at(-1)!;
    const told = `${renderVerdict({ ...verdict, praise: [] }, number, { color: false, columns: 100 })}\n`;
    if (process.env.UPDATE_CASES) writeFileSync(join(path, 'message.txt'), told);
    expect(verdict.remarks).not.toEqual([]);
    expect(
      existsSync(join(path, 'message.txt')) && readFileSync(join(path, 'message.txt'), 'utf8'),
    ).toBe(told);
  });
});
