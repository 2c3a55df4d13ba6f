import { resolve } from 'node:path';
import { loadRules } from '../../check/catalogue.ts';
import type { Rule } from '../../check/rule.ts';
import { recoverWrites } from '../../edits/recover-writes.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { readRepository } from '../../project/read.ts';
import type { Repository } from '../../project/repository.ts';
import type { Exercise } from '../../workshop/exercise.ts';
import { type ExerciseText, readExerciseText } from '../../workshop/exercise-text.ts';
import { EXERCISES, exerciseOf } from '../../workshop/exercises.ts';
import {
  type ExerciseVerdict,
  isSolved,
  judgeExercises,
  solvedByReading,
} from '../../workshop/judge.ts';
import { type LearnerGit, learnerGit } from '../../workshop/learner-git.ts';
import {
  currentExercise,
  type Progress,
  readProgress,
  type SolvedBy,
  withSolved,
  writeProgress,
} from '../../workshop/progress.ts';
import { exampleValues } from '../../workshop/settings-trial.ts';
import type { Terminal } from '../command.ts';

/** A learner's project, its progress, and how it stands. */
export interface Session {
  readonly terminal: Terminal;
  readonly root: string;
  readonly rules: readonly Rule[];
  readonly git: LearnerGit;
  progress: Progress;
  /** What a learner reads about an exercise, with the name of their own package in it. */
  readonly text: (exercise: Exercise) => ExerciseText;
}

/**
 * How the project stands now. `current` is undefined when all exercises are solved; then all were
 * judged.
 */
export interface Standing {
  readonly repository: Repository;
  readonly current: Exercise | undefined;
  /** Each exercise up to the current one. */
  readonly verdicts: readonly ExerciseVerdict[];
  /** Exercises that were solved and do not hold any more. */
  readonly broken: readonly ExerciseVerdict[];
}

/** Opens the workshop project in a folder. Throws UsageError when it is none. */
export async function openSession(terminal: Terminal, folder = '.'): Promise<Session> {
  const root = resolve(terminal.cwd, folder);
  const rules = await loadRules();
  const progress = readProgress(
    root,
    () => solvedByReading(readLearnerProject(root), rules),
    terminal.err,
  );
  recoverWrites(root);
  const text = (exercise: Exercise) =>
    readExerciseText(exercise, readLearnerProject(root).djangoProject?.package);
  return {
    terminal,
    root,
    rules,
    git: learnerGit(root, terminal.env, terminal.signal),
    progress,
    text,
  };
}

/** The project as it is on the disk, evaluated with what its `.env.example` gives. */
export function readLearnerProject(root: string): Repository {
  const repository = readRepository(root);
  const environment = exampleValues(repository.files);
  return Object.keys(environment).length === 0 ? repository : readRepository(root, { environment });
}

/** Judges the current exercise and all before it. */
export function judgeNow({ root, rules, progress }: Session): Standing {
  const number = currentExercise(progress);
  const repository = readLearnerProject(root);
  const verdicts = judgeExercises(repository, rules, number ?? EXERCISES.length);
  const broken = verdicts.filter(
    (verdict) => verdict.exercise.number !== number && !isSolved(verdict),
  );
  return {
    repository,
    current: number === undefined ? undefined : exerciseOf(number),
    verdicts,
    broken,
  };
}

/** The exercise to work on. Throws UsageError when all are done. */
export function openExercise({ progress }: Session): Exercise {
  const current = currentExercise(progress);
  if (current !== undefined) return exerciseOf(current);
  throw new UsageError('All fourteen exercises are done', {
    next: ['Prove it: dynoready rehearse'],
  });
}

/** Writes down that an exercise is solved, and keeps the state as the start of the next one. */
export async function markSolved(
  session: Session,
  exercise: Exercise,
  by: SolvedBy,
): Promise<void> {
  session.progress = withSolved(session.progress, exercise.number, by);
  writeProgress(session.root, session.progress);
  const next = currentExercise(session.progress);
  if (next !== undefined) await session.git.keepStart(next);
}
