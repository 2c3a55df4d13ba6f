import type { ExerciseText } from '../../workshop/exercise-text.ts';
import { EXERCISES, type Exercise } from '../../workshop/exercises.ts';
import { type ExerciseVerdict, isSolved } from '../../workshop/judge.ts';
import { currentExercise, type Progress } from '../../workshop/progress.ts';

/** All exercises, one a line, with what is solved and which is next; without progress the titles alone. Ends with a line end. */
export function renderExerciseList(progress: Progress | undefined): string {
  const current = progress === undefined ? undefined : currentExercise(progress);
  const lines = EXERCISES.map(({ number, title }) => {
    const solved = progress?.solved.find(({ exercise }) => exercise === number);
    const mark = solved !== undefined ? { learner: 'done', scaffold: 'shown' }[solved.by] : number === current ? 'next' : '';
    return `${progress === undefined ? '' : mark.padEnd(7)}${String(number).padStart(2)}. ${title}`;
  });
  return `${lines.join('\n')}\n`;
}

/** What a learner reads before an exercise, with a line end. */
export function renderExercise({ number, title }: Exercise, text: ExerciseText): string {
  return `Exercise ${number} of ${EXERCISES.length}: ${title}

${text.goal}

Why:     ${text.why}
Changes: ${text.changes}

When you think it is done:  dynoready workshop check
When you are stuck:         dynoready workshop hint
`;
}

/** What is left of the exercises that were judged, the current one last; with a line end. */
export function renderVerdicts(verdicts: readonly ExerciseVerdict[]): string {
  const blocks = verdicts
    .filter((verdict) => !isSolved(verdict))
    .map(({ exercise, findings, missing }) => {
      const lines = findings.flatMap(({ file, line, what, why, next }) => [
        `  ${what}${file === undefined ? '' : ` (${file}:${line})`}`,
        `    ${why}`,
        ...next.split('\n').map((one, index) => `    ${index === 0 ? '→' : ' '} ${one}`),
      ]);
      return [`Exercise ${exercise.number}, ${exercise.title}, is not done:`, ...missing.map((one) => `  ${one}`), ...lines].join('\n');
    });
  return `${blocks.join('\n\n')}\n`;
}
