import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import { RULE_IDS } from '../../src/check/rule-ids.ts';
import type { Change } from '../../src/edits/change.ts';
import { FEATURES } from '../../src/facts/features.ts';
import type { Repository } from '../../src/project/repository.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import type { Exercise } from '../../src/workshop/exercise.ts';
import { parseExerciseText, readExerciseText } from '../../src/workshop/exercise-text.ts';
import { EXERCISES } from '../../src/workshop/exercises.ts';
import { isSolved, judgeExercises } from '../../src/workshop/judge.ts';
import { planSolution } from '../../src/workshop/solution.ts';
import { reread } from '../rules/case-folder.ts';
import { learnerTexts, solvedUpTo, untracked } from './learner-project.ts';

const rules = await loadRules();

function isDone(repository: Repository, { number }: Exercise): boolean {
  const verdict = judgeExercises(repository, rules, number).at(-1)!;
  return isSolved(verdict);
}

describe('the list', () => {
  test('the exercises are numbered from 1 to 14 in their order', () => {
    expect(EXERCISES.map(({ number }) => number)).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    );
  });

  test('every text has an exercise and every exercise a text', () => {
    const folder = fileURLToPath(new URL('../../templates/exercises/', import.meta.url));
    const texts = readdirSync(folder).filter((name) => name.endsWith('.md'));
    expect(texts.sort()).toEqual(EXERCISES.map(({ text }) => `${text}.md`));
  });

  test('a rule or a feature that does not exist does not compile', () => {
    // @ts-expect-error -- no such rule
    const claims: Pick<Exercise, 'rules'> = { rules: ['no-such-rule'] };
    // @ts-expect-error -- no such feature
    const solved: Pick<Exercise, 'solvedBy'> = { solvedBy: ['no-such-feature'] };
    expect(RULE_IDS).not.toContain(claims.rules[0]);
    expect(FEATURES).not.toContain(solved.solvedBy[0]);
  });

  test('every group of rules is judged in exactly one exercise, save graphql, which is not part of the workshop', () => {
    const judged = EXERCISES.flatMap(({ groups }) => (groups === 'all' ? [] : groups));
    expect(new Set(judged).size).toBe(judged.length);
    const groups = new Set(rules.map(({ group }) => group));
    expect([...groups].filter((group) => !judged.includes(group))).toEqual(['graphql']);
  });

  test('a rule is claimed once', () => {
    const claimed = EXERCISES.flatMap((exercise) => exercise.rules);
    expect(new Set(claimed).size).toBe(claimed.length);
  });
});

describe.each(EXERCISES)('$number: $title', (exercise) => {
  let before: Repository;
  let after: Repository;
  let changes: readonly Change[];
  beforeAll(() => {
    before =
      exercise.number === 1 ? reread(memoryFiles(learnerTexts())) : solvedUpTo(exercise.number - 1);
    const solution = planSolution(before, rules, exercise, []);
    changes = solution.changes;
    // What the first exercise leaves to the person: the commands that it prints.
    after = exercise.number === 1 ? untracked(solution.repository) : solution.repository;
  });

  test('its start fails with a message of its own, and the solution of the one before does not solve it', () => {
    expect(isDone(before, exercise)).toBe(false);
    const { remarks } = judgeExercises(before, rules, exercise.number).at(-1)!;
    for (const { what, why, next } of remarks)
      for (const sentence of [what, why, next]) expect(sentence).not.toBe('');
  });

  test('its solution passes, with all before it', () => {
    const verdicts = judgeExercises(after, rules, exercise.number);
    expect(
      verdicts.flatMap(({ remarks }) =>
        remarks.filter(({ blocks }) => blocks).map(({ what }) => what),
      ),
    ).toEqual([]);
  });

  test('its text says goal, why, what changes, three or four hints, and what goes wrong', () => {
    const { goal, why, changes: what, hints, mistakes } = readExerciseText(exercise);
    for (const text of [goal, why, what, ...hints, ...mistakes]) expect(text).toMatch(/[.?]$/);
    expect([3, 4]).toContain(hints.length);
    expect(mistakes.length).toBeGreaterThanOrEqual(4);
  });

  test('only the last hint holds the answer', () => {
    const { goal, why, changes: what, hints } = readExerciseText(exercise);
    const written = changes.flatMap((change) =>
      'after' in change ? addedLines('before' in change ? change.before : '', change.after) : [],
    );
    for (const text of [goal, why, what, ...hints.slice(0, -1)]) {
      for (const answer of [...exercise.answer, ...written]) expect(text).not.toContain(answer);
    }
    for (const answer of exercise.answer) expect(hints.at(-1)).toContain(answer);
  });

  test('every file that its text names is there at its start or at its end', () => {
    const { goal, why, changes: what, hints } = readExerciseText(exercise);
    const known = [...before.files.paths, ...after.files.paths, ...MADE_BY_RUNNING];
    for (const [, named = ''] of [goal, why, what, ...hints].join('\n').matchAll(/`([^`\s]+)`/g)) {
      if (
        !/\.(py|txt|json|md|html|sqlite3)$|^Procfile$|^\.\w[\w.-]*$|\/$/.test(named) ||
        named.startsWith('/')
      )
        continue;
      expect(
        known.some(
          (path) => path === named || path.endsWith(`/${named}`) || path.startsWith(named),
        ),
        named,
      ).toBe(true);
    }
  });
});

/** Files that neither the learner nor the generator writes. */
const MADE_BY_RUNNING = ['.env', 'staticfiles.json', '.venv/', '__pycache__/'];

/** Lines that tell something: a bracket or a single word may stand in any hint. */
function addedLines(before: string, after: string): string[] {
  const old = new Set(before.split('\n').map((line) => line.trim()));
  return after
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= 14 && !old.has(line) && !/^["']?[\w.]+["']?,?$/.test(line));
}

test('a text without one of its sections is a bug that is named', () => {
  expect(() => parseExerciseText('## Goal\n\nx\n')).toThrow("An exercise has no section 'Why'.");
});
