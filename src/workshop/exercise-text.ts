import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Exercise } from './exercise.ts';

/** What a learner reads about an exercise. */
export interface ExerciseText {
  readonly goal: string;
  readonly why: string;
  readonly changes: string;
  /** From the first nudge to the answer, which only the last one gives. */
  readonly hints: readonly string[];
  /** For whoever holds the room: the mistakes that are made, and what to say. */
  readonly mistakes: readonly string[];
}

/** The package of the start project, which the texts name. */
const START_PACKAGE = 'gettingstarted';

/**
 * The text of an exercise, with the name of the learner's own package in it where that is another.
 * Throws when its file lacks a section: our bug.
 */
export function readExerciseText({ text }: Exercise, ownPackage = START_PACKAGE): ExerciseText {
  const markdown = readFileSync(
    fileURLToPath(import.meta.resolve(`#templates/exercises/${text}.md`)),
    'utf8',
  );
  const folder = ownPackage.replaceAll('.', '/');
  return parseExerciseText(
    markdown.replaceAll(`${START_PACKAGE}/`, `${folder}/`).replaceAll(START_PACKAGE, ownPackage),
  );
}

/**
 * A paragraph is written over several lines for whoever edits it; who reads it has another width.
 * Lists and code keep theirs.
 */
function joinLines(text: string): string {
  return text.replace(/(?<=\S)\n(?=[^\s\d`-])/g, ' ');
}

/**
 * The sections of an exercise file: Goal, Why, What changes, Hints as a numbered list, and What
 * goes wrong as a plain list.
 */
export function parseExerciseText(markdown: string): ExerciseText {
  const sections = new Map(
    markdown
      .split(/^## /m)
      .slice(1)
      .map((part) => {
        const [title = '', ...lines] = part.split('\n');
        return [title.trim(), joinLines(lines.join('\n').trim())] as const;
      }),
  );
  const section = (title: string): string => {
    const body = sections.get(title);
    if (!body) throw new Error(`An exercise has no section '${title}'.`);
    return body;
  };
  const items = (title: string, mark: RegExp): string[] =>
    section(title)
      .split(mark)
      .flatMap((item) => item.trim() || []);
  return {
    goal: section('Goal'),
    why: section('Why'),
    changes: section('What changes'),
    hints: items('Hints', /^\d+\. /m),
    mistakes: items('What goes wrong', /^- /m),
  };
}
