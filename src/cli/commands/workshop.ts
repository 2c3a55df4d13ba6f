import { relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { UsageError } from '../../facts/usage-error.ts';
import { loadProgress } from '../../workshop/progress.ts';
import type { Terminal } from '../command.ts';
import { renderExerciseList } from '../report/workshop-text.ts';
import { adopt, check, hint, reset, solve, start } from '../workshop/actions.ts';
import { judgeNow, openSession } from '../workshop/session.ts';

/** What was given on the command line beyond the words. */
export interface WorkshopOptions {
  readonly apply?: true;
  readonly format?: 'md' | 'html';
}

type Action = (
  terminal: Terminal,
  folder: string | undefined,
  options: WorkshopOptions,
) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = {
  watch: async (terminal, folder) => (await import('../workshop/watch.ts')).watch(terminal, folder),
  list,
  start,
  check,
  hint,
  solve,
  reset,
  adopt,
  export: exportPages,
};

export function declare(command: Command): Command {
  return command
    .argument('[action]', Object.keys(ACTIONS).join(', '))
    .argument('[folder]', 'the workshop project; for start and export, a new folder')
    .option('--apply', 'with solve: write what it shows')
    .addOption(
      new Option('--format <format>', 'with export: what the pages are written in')
        .choices(['md', 'html'])
        .default('html'),
    )
    .addHelpText(
      'after',
      `
Actions:
  start    Create a project that runs here and would fail on Heroku
           (default folder dynoready-workshop).
  watch    Check again at each save, with keys for the other actions; the
           default in a terminal inside a workshop project.
  list     List the fourteen exercises and your progress; the default elsewhere.
  check    Check the current exercise and all before it.
  hint     Show one more hint.
  solve    Show what the generator would change; --apply writes it.
  reset    Go back to the start of the exercise; your work is kept on a branch.
  adopt    Use an existing project: start at the first exercise it has not done.
  export   Write the exercises as pages for a class, with one for the teacher
           (default folder dynoready-workshop-pages).`,
    );
}

/** 0, or 1 when the exercise is not done. */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const [action = standardAction(terminal), folder] = operands;
  const chosen = ACTIONS[action];
  if (chosen !== undefined) return await chosen(terminal, folder, options as WorkshopOptions);
  throw new UsageError(`The workshop has no '${action}'`, {
    next: [`It has: ${Object.keys(ACTIONS).join(', ')}.`],
  });
}

function standardAction({ cwd, interactive }: Terminal): string {
  return interactive && loadProgress(cwd) !== 'none' ? 'watch' : 'list';
}

async function list(terminal: Terminal, folder: string | undefined): Promise<number> {
  // Outside a project the titles alone are shown.
  if (folder === undefined && loadProgress(terminal.cwd) === 'none') {
    terminal.out(renderExerciseList(undefined, terminal));
    if (terminal.interactive) terminal.err('\nBegin: dynoready workshop start\n');
    return 0;
  }
  const session = await openSession(terminal, folder);
  const broken = judgeNow(session).broken.map(({ exercise }) => exercise.number);
  terminal.out(renderExerciseList(session.progress, terminal, broken));
  return 0;
}

async function exportPages(
  terminal: Terminal,
  folder: string | undefined,
  { format = 'html' }: WorkshopOptions,
): Promise<number> {
  const { writePages } = await import('../../workshop/pages.ts');
  const target = resolve(terminal.cwd, folder ?? 'dynoready-workshop-pages');
  const paths = await writePages(target, format);
  terminal.out(
    `${paths.length} pages are in ${relative(terminal.cwd, target) || '.'}; begin with ${paths[0]}. The teacher's page is ${paths.at(-1)}.\n`,
  );
  return 0;
}
