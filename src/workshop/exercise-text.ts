import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Exercise } from './exercises.ts';

/** What a learner reads about an exercise. */
export interface ExerciseText {
  readonly goal: string;
  readonly why: string;
  readonly changes: string;
  /** From the first nudge to nearly the answer. */
  readonly hints: readonly string[];
}

/** The text of an exercise. Throws when its file lacks a section: our bug. */
export function readExerciseText({ text }: Exercise): ExerciseText {
  return parseExerciseText(readFileSync(fileURLToPath(import.meta.resolve(`#templates/exercises/${text}.md`)), 'utf8'));
}

/** The sections of an exercise file: Goal, Why, What changes, and Hints as a numbered list. */
export function parseExerciseText(markdown: string): ExerciseText {
  const sections = new Map(
    markdown
      .split(/^## /m)
      .slice(1)
      .map((part) => {
        const [title = '', ...lines] = part.split('\n');
        return [title.trim(), lines.join('\n').trim()] as const;
      }),
  );
  const section = (title: string): string => {
    const body = sections.get(title);
    if (!body) throw new Error(`An exercise has no section '${title}'.`);
    return body;
  };
  const hints = section('Hints')
    .split(/^\d+\. /m)
    .flatMap((hint) => hint.trim() || []);
  return { goal: section('Goal'), why: section('Why'), changes: section('What changes'), hints };
}
