import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { loadRules } from '../../check/catalogue.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { findProject } from '../../scaffold/flow/find-project.ts';
import { readExerciseText } from '../../workshop/exercise-text.ts';
import { EXERCISES, exerciseOf } from '../../workshop/exercises.ts';
import { isSolved, solvedByReading } from '../../workshop/judge.ts';
import { learnerGit } from '../../workshop/learner-git.ts';
import {
  currentExercise,
  foundProgress,
  loadProgress,
  type SolvedBy,
  writeProgress,
} from '../../workshop/progress.ts';
import { layOutStartProject } from '../../workshop/start-project.ts';
import type { Terminal } from '../command.ts';
import {
  renderExercise,
  renderExerciseList,
  renderHints,
  renderVerdict,
  renderVerdicts,
} from '../report/workshop-text.ts';
import { prove } from './prove.ts';
import {
  judgeNow,
  markSolved,
  openExercise,
  openSession,
  readLearnerProject,
  type Session,
  type Standing,
} from './session.ts';

const HOW_TO_GO_ON = `
When you think it is done:  dynoready workshop check
When you are stuck:         dynoready workshop hint
While you work:             dynoready workshop
`;

/** Lays out the start project and opens the first exercise. */
export async function start(terminal: Terminal, folder = 'dynoready-workshop'): Promise<number> {
  const root = resolve(terminal.cwd, folder);
  if (statSync(root, { throwIfNoEntry: false })?.isFile() === true) {
    throw new UsageError(`${folder} is a file`, {
      next: ['Name a folder that is not there yet:', '  dynoready workshop start my-workshop'],
    });
  }
  layOutStartProject(root);
  const git = learnerGit(root, terminal.env, terminal.signal);
  const committed = (await git.commitStart()) && (await git.keepStart(1));
  const first = exerciseOf(1);
  terminal.out(`The project is in ${relative(terminal.cwd, root) || '.'}: change into it.\n`);
  if (!committed)
    terminal.out(
      'git could not commit it. Do so yourself: git init && git add --all --force && git commit -m Start\n',
    );
  terminal.out(`\n${renderExercise(first, readExerciseText(first), terminal)}${HOW_TO_GO_ON}`);
  return 0;
}

/**
 * Judges the current exercise and all before it; goes on when it is done. 1 when anything is left.
 */
export async function check(terminal: Terminal, folder?: string): Promise<number> {
  const session = await openSession(terminal, folder);
  const standing = judgeNow(session);
  const { current, verdicts } = standing;
  if (!verdicts.every(isSolved)) {
    terminal.out(renderVerdicts(verdicts, current?.number ?? EXERCISES.length + 1, terminal));
    return 1;
  }
  if (current === undefined) {
    terminal.out('All fourteen exercises are done, and still hold. Prove it: dynoready rehearse\n');
    return 0;
  }
  return (await finish(session, standing, 'learner')) ? 0 : 1;
}

/** Shows one hint more than the last time. */
export async function hint(terminal: Terminal, folder?: string): Promise<number> {
  const session = await openSession(terminal, folder);
  terminal.out(nextHint(session));
  return 0;
}

/** The hints of the current exercise, one more than the last time, as text; the number is kept. */
export function nextHint(session: Session): string {
  const { root, progress, terminal } = session;
  const exercise = openExercise(session);
  const { hints } = session.text(exercise);
  const shown = Math.min(hints.length, (progress.hintsShown[exercise.number] ?? 0) + 1);
  session.progress = {
    ...progress,
    hintsShown: { ...progress.hintsShown, [exercise.number]: shown },
  };
  writeProgress(root, session.progress);
  const left = hints.length - shown;
  const more =
    left > 0
      ? `${left} more: ask again.`
      : 'That is the last one. See it done: dynoready workshop solve';
  return `${renderHints(hints.slice(0, shown), terminal)}${more}\n`;
}

/**
 * Shows the generator's solution; with `apply` writes it and goes on when the exercise is done
 * then.
 */
export async function solve(
  terminal: Terminal,
  folder: string | undefined,
  { apply }: { readonly apply?: true },
): Promise<number> {
  const session = await openSession(terminal, folder);
  const exercise = openExercise(session);
  // Loaded here only: judging needs no generator.
  const { applySolution, showSolution } = await import('./solve.ts');
  const { solution, text } = await showSolution(session, exercise);
  terminal.out(text);
  if (!apply) {
    if (solution.changes.length > 0)
      terminal.err('\nNothing was written. To write it: dynoready workshop solve --apply\n');
    return 0;
  }
  applySolution(session, solution);
  const standing = judgeNow(session);
  if (!standing.verdicts.every(isSolved)) {
    terminal.out(
      `\nThe generator leaves this to you:\n\n${renderVerdicts(standing.verdicts, exercise.number, terminal)}`,
    );
    return 1;
  }
  terminal.out('\n');
  return (await finish(session, standing, solution.changes.length === 0 ? 'learner' : 'scaffold'))
    ? 0
    : 1;
}

/** Goes back to the start of the current exercise. */
export async function reset(terminal: Terminal, folder?: string): Promise<number> {
  const session = await openSession(terminal, folder);
  terminal.out(await resetExercise(session));
  return 0;
}

/**
 * Keeps the learner's work on a branch, puts the start of the exercise back, and says where the
 * work is. Throws UsageError when there is no start to go back to.
 */
export async function resetExercise(session: Session): Promise<string> {
  const { number } = openExercise(session);
  const branch = await session.git.keepWork(number);
  if (branch === undefined) {
    throw new UsageError('git could not keep your work, so nothing was changed', {
      next: ['Make this folder a repository: git init'],
    });
  }
  if (await session.git.restoreStart(number)) {
    return `Exercise ${number} is at its start again. Your work is on the branch ${branch}:\n  git diff ${branch}          what differs\n  git checkout ${branch} -- FILE   one file of it back\n`;
  }
  throw new UsageError(`The start of exercise ${number} was not kept, so nothing was changed`, {
    evidence: [`Your work is on the branch ${branch} as well.`],
    next: ['Go back by hand: git log, then git checkout COMMIT -- .'],
  });
}

/**
 * Takes a project that exists: notes what holds already, and opens the first exercise that does
 * not.
 */
export async function adopt(terminal: Terminal, folder = '.'): Promise<number> {
  const root = resolve(terminal.cwd, folder);
  if (loadProgress(root) !== 'none') {
    throw new UsageError('This folder is a workshop project already', {
      next: ['Go on with it: dynoready workshop check'],
    });
  }
  const repository = await findProject(() => readLearnerProject(root), undefined, undefined);
  const progress = foundProgress(solvedByReading(repository, await loadRules()));
  writeProgress(root, progress);
  const current = currentExercise(progress);
  terminal.out(
    `${progress.solved.length} of ${EXERCISES.length} hold already:\n\n${renderExerciseList(progress, terminal)}\n`,
  );
  if (current === undefined) return 0;
  const git = learnerGit(root, terminal.env, terminal.signal);
  if (!(await git.keepStart(current)))
    terminal.err(
      'This folder is no git repository, so reset will not work, and some exercises ask for one: git init\n\n',
    );
  const exercise = exerciseOf(current);
  terminal.out(
    `${renderExercise(exercise, readExerciseText(exercise, repository.djangoProject?.package), terminal)}${HOW_TO_GO_ON}`,
  );
  return 0;
}

/**
 * Runs what only running decides, notes that the exercise is done, and shows the next. False when
 * it is not done after all.
 */
export async function finish(session: Session, standing: Standing, by: SolvedBy): Promise<boolean> {
  const { terminal } = session;
  const exercise = openExercise(session);
  const { holds, remarks } = await prove(session, standing, exercise);
  const verdict = standing.verdicts.find((one) => one.exercise === exercise)!;
  if (!holds) {
    if (remarks.length > 0)
      terminal.out(`${renderVerdict({ ...verdict, remarks }, exercise.number, terminal)}\n`);
    else if (!terminal.signal.aborted)
      terminal.out(
        `\nExercise ${exercise.number} is not done: fix what the rehearsal shows first, commit, and check again.\n`,
      );
    return false;
  }
  await markSolved(session, exercise, by);
  terminal.out(
    `${renderVerdict({ ...verdict, remarks: [...verdict.remarks, ...remarks] }, exercise.number, terminal)}\n\n`,
  );
  const next = currentExercise(session.progress);
  if (next === undefined) terminal.out('That was the last. Prove it: dynoready rehearse\n');
  else {
    // What is rehearsed is committed.
    if (exercise.rehearsal === undefined)
      terminal.out('Commit it, so that the next change is seen alone.\n\n');
    terminal.out(
      `${renderExercise(exerciseOf(next), session.text(exerciseOf(next)), terminal)}${HOW_TO_GO_ON}`,
    );
  }
  return true;
}
