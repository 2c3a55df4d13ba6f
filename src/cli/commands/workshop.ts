import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { loadRules } from '../../check/catalogue.ts';
import { stateFolder } from '../../edits/state-folder.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { findInterpreters } from '../../heroku/interpreters.ts';
import { runProcess } from '../../heroku/process.ts';
import { readProject } from '../../project/read.ts';
import { runScaffold } from '../../scaffold/run-scaffold.ts';
import { readExerciseText } from '../../workshop/exercise-text.ts';
import { EXERCISES, type Exercise } from '../../workshop/exercises.ts';
import { isSolved, judgeExercises } from '../../workshop/judge.ts';
import { currentExercise, type Progress, readProgress, writeProgress } from '../../workshop/progress.ts';
import { layOutStartProject } from '../../workshop/start-project.ts';
import type { Terminal } from '../command.ts';
import { renderExercise, renderExerciseList, renderVerdicts } from '../report/workshop-text.ts';

const ACTIONS: Readonly<Record<string, (terminal: Terminal, folder: string | undefined) => Promise<number>>> = {
  list,
  start,
  check,
  hint,
  solve,
};

export function declare(command: Command): Command {
  return command
    .argument('[action]', 'list, start, check, hint or solve', 'list')
    .argument('[folder]', 'the workshop project; for start, a new folder')
    .addHelpText(
      'after',
      `
  list    the fourteen exercises, and how far you are
  start   lay out a project that runs here and would not on Heroku (default folder: dynoready-workshop)
  check   judge the current exercise, and all before it
  hint    one more hint for it
  solve   let the generator do it, and read what it changed with git diff`,
    );
}

/** 0, or 1 when `check` finds that the exercise is not done. */
export async function run(terminal: Terminal, operands: readonly string[], _options: Readonly<Record<string, unknown>>): Promise<number> {
  const [action = 'list', folder] = operands;
  const chosen = ACTIONS[action];
  if (chosen !== undefined) return await chosen(terminal, folder);
  throw new UsageError(`The workshop has no '${action}'`, { next: [`It has: ${Object.keys(ACTIONS).join(', ')}.`] });
}

async function list(terminal: Terminal, folder: string | undefined): Promise<number> {
  let progress: Progress | undefined;
  try {
    progress = readProgress(resolve(terminal.cwd, folder ?? '.'));
  } catch (error) {
    // Anywhere else the titles alone are shown.
    if (folder !== undefined || !(error instanceof UsageError)) throw error;
  }
  terminal.out(renderExerciseList(progress));
  return 0;
}

async function start(terminal: Terminal, folder = 'dynoready-workshop'): Promise<number> {
  const root = resolve(terminal.cwd, folder);
  layOutStartProject(root);
  const committed = await commitAll(terminal, root);
  const first = EXERCISES[0]!;
  terminal.out(`The project is in ${relative(terminal.cwd, root) || '.'}: change into it.\n`);
  if (!committed) terminal.out('git could not commit it. Do so yourself: git init && git add --all && git commit -m Start\n');
  terminal.out(`\n${renderExercise(first, readExerciseText(first))}`);
  return 0;
}

async function check(terminal: Terminal, folder = '.'): Promise<number> {
  const root = resolve(terminal.cwd, folder);
  const progress = readProgress(root);
  const current = currentExercise(progress);
  const verdicts = judgeExercises(await readProject(root), await loadRules(), current ?? EXERCISES.length);
  if (!verdicts.every(isSolved)) {
    terminal.out(renderVerdicts(verdicts));
    return 1;
  }
  if (current === undefined) terminal.out('All fourteen exercises are done, and still hold. Prove it: dynoready rehearse\n');
  else if (!(await isRehearsed(terminal, root, EXERCISES[current - 1]!))) return 1;
  else goOn(terminal, root, progress, EXERCISES[current - 1]!, 'learner');
  return 0;
}

async function hint(terminal: Terminal, folder = '.'): Promise<number> {
  const root = resolve(terminal.cwd, folder);
  const progress = readProgress(root);
  const exercise = openExercise(progress);
  const { hints } = readExerciseText(exercise);
  const shown = Math.min(hints.length, (progress.hintsShown[exercise.number] ?? 0) + 1);
  writeProgress(root, { ...progress, hintsShown: { ...progress.hintsShown, [exercise.number]: shown } });
  terminal.out(
    hints
      .slice(0, shown)
      .map((text, index) => `${index + 1}. ${text}\n`)
      .join(''),
  );
  if (shown === hints.length) terminal.out('That is the last one. See it done: dynoready workshop solve\n');
  return 0;
}

async function solve(terminal: Terminal, folder = '.'): Promise<number> {
  const root = resolve(terminal.cwd, folder);
  const progress = readProgress(root);
  const exercise = openExercise(progress);
  if (exercise.solvedBy.length > 0) {
    await runScaffold(
      root,
      { only: exercise.solvedBy.join(','), yes: true },
      {
        ask: undefined,
        say: terminal.err,
        print: terminal.out,
        style: { color: terminal.color, columns: terminal.columns },
        pythonLines: async () => [...new Set((await findInterpreters(terminal.env)).map(({ line }) => line))],
        stateFolder: stateFolder(terminal.env),
      },
    );
  }
  const verdicts = judgeExercises(await readProject(root), await loadRules(), exercise.number);
  if (verdicts.every(isSolved)) {
    if (!(await isRehearsed(terminal, root, exercise))) return 1;
    goOn(terminal, root, progress, exercise, 'scaffold');
    return 0;
  }
  terminal.out(`The generator leaves this to you:\n\n${renderVerdicts(verdicts)}`);
  return 1;
}

/** True when the exercise asks for no rehearsal, or nothing failed in it but what may still fail. */
async function isRehearsed(terminal: Terminal, root: string, { rehearsal: asked }: Exercise): Promise<boolean> {
  if (asked === undefined) return true;
  // Loaded here only: the other exercises are judged without it.
  const { runRehearsal } = await import('../rehearsal-run.ts');
  const options = { format: 'pretty' as const, configVar: [], strict: false };
  const rehearsal = await runRehearsal(terminal, { operands: [root], options, signal: terminal.signal, command: 'dynoready rehearse' });
  if (rehearsal.verdict === 'passed') return true;
  const failed = rehearsal.phases.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name);
  const isTolerated = rehearsal.verdict === 'failed' && failed.every((name) => asked.mayFail.includes(name));
  if (isTolerated) terminal.out(`\nOnly ${failed.join(', ')} failed, and a later exercise mends that.\n\n`);
  return isTolerated;
}

function openExercise(progress: Progress): Exercise {
  const current = currentExercise(progress);
  if (current !== undefined) return EXERCISES[current - 1]!;
  throw new UsageError('All fourteen exercises are done', { next: ['Prove it: dynoready rehearse'] });
}

function goOn(terminal: Terminal, root: string, progress: Progress, exercise: Exercise, by: 'learner' | 'scaffold'): void {
  const solved = { ...progress, solved: [...progress.solved, { exercise: exercise.number, by }] };
  writeProgress(root, solved);
  const next = EXERCISES[exercise.number];
  terminal.out(`Exercise ${exercise.number} is done. Commit it, so that the next change is seen alone.\n\n`);
  terminal.out(next === undefined ? 'That was the last. Prove it: dynoready rehearse\n' : renderExercise(next, readExerciseText(next)));
}

/** True when git took the project as its first commit. */
async function commitAll(terminal: Terminal, root: string): Promise<boolean> {
  const identity = ['-c', 'user.name=Workshop', '-c', 'user.email=workshop@example.com', '-c', 'commit.gpgsign=false'];
  const env = { PATH: terminal.env.PATH ?? '', HOME: terminal.env.HOME ?? '/' };
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '--message', 'Start of the workshop'],
  ]) {
    try {
      const { exitCode } = await runProcess({ file: 'git', args, cwd: root, env, signal: terminal.signal });
      if (exitCode !== 0) return false;
    } catch {
      return false;
    }
  }
  return true;
}
