import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ENTRIES } from '../../src/scaffold/plan.ts';
import { parseExerciseText, readExerciseText } from '../../src/workshop/exercise-text.ts';
import { EXERCISES } from '../../src/workshop/exercises.ts';

test('the exercises are numbered from 1 to 14 in their order', () => {
  expect(EXERCISES.map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
});

test('every text has an exercise and every exercise a text', () => {
  const folder = fileURLToPath(new URL('../../templates/exercises/', import.meta.url));
  const texts = readdirSync(folder).filter((name) => name.endsWith('.md'));
  expect(texts.sort()).toEqual(EXERCISES.map(({ text }) => `${text}.md`));
});

test('an entry that solves an exercise is one of the scaffold', () => {
  for (const { solvedBy } of EXERCISES) for (const entry of solvedBy) expect(ENTRIES).toContain(entry);
});

test('every group of rules is judged in exactly one exercise, save graphql, which is not part of the workshop', () => {
  const judged = EXERCISES.flatMap(({ judgedBy }) => (judgedBy === 'all' ? [] : judgedBy));
  expect(new Set(judged).size).toBe(judged.length);
  expect(judged).toHaveLength(13);
});

describe('the texts', () => {
  test.each(EXERCISES)('$number. $title: says goal, why, what changes, and two hints or three', (exercise) => {
    const { goal, why, changes, hints } = readExerciseText(exercise);
    for (const text of [goal, why, changes, ...hints]) expect(text).toMatch(/\.$/);
    expect(hints.length).toBeGreaterThanOrEqual(2);
    expect(hints.length).toBeLessThanOrEqual(3);
  });
});

test('a text without one of its sections is a bug that is named', () => {
  expect(() => parseExerciseText('## Goal\n\nx\n')).toThrow("An exercise has no section 'Hints'.");
});
