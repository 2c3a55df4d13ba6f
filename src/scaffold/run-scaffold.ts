import { z } from 'zod';
import { recoverWrites, writeChanges } from '../edits/write.ts';
import { readProject } from '../project/read.ts';
import { readPresence } from '../project/read-presence.ts';
import { type AnswerName, type Answers, answersSchema, chosenEntries, parseGivenAnswers } from './answers.ts';
import { describeProject } from './describe-project.ts';
import { findProject } from './find-project.ts';
import type { Plan } from './plan.ts';
import { planScaffold } from './plan-scaffold.ts';
import {
  type AnswerQuestion,
  answersOfExtras,
  defaultAnswers,
  extrasQuestion,
  type Question,
  questionsFor,
  staysOneFile,
} from './questions.ts';
import { type PlanStyle, renderDeclined, renderPlanDiff, renderPlanTree } from './render-plan.ts';
import { keepStanding } from './show-to-git.ts';
import { renderTemplate } from './templates.ts';

/** What both doors, `yo dynoready` and `dynoready init`, give to the flow that they share. */
export interface ScaffoldDoor {
  /** Asks one question and gives the answer; undefined when there is nobody to ask, and then the defaults hold. Rejects when the person leaves. */
  readonly ask: ((question: Question) => Promise<unknown>) | undefined;
  /** What a person reads on the way. */
  readonly say: (text: string) => void;
  /** The diff of a dry run, which another program may read. */
  readonly print: (text: string) => void;
  readonly style: PlanStyle;
  /** The Python lines with an interpreter on this machine, the newest first. Called only when a version has to be chosen. */
  readonly pythonLines: () => Promise<readonly string[]>;
  /** A folder of this user, outside the project, that keeps what `--undo` needs. */
  readonly stateFolder: string;
}

/** Options that are no answers. */
interface FlowOptions {
  readonly only?: unknown;
  readonly skip?: unknown;
  readonly yes?: unknown;
  readonly dryRun?: unknown;
}

/**
 * Reads the project in `root`, asks what is open, shows the plan, and writes all of it or nothing. Returns the plan and whether it was written.
 * Throws UsageError for wrong use; a question's rejection passes through, with nothing written.
 */
export async function runScaffold(
  root: string,
  options: FlowOptions & Readonly<Record<string, unknown>>,
  door: ScaffoldDoor,
): Promise<{ readonly plan: Plan; readonly written: boolean }> {
  const given = parseGivenAnswers(options);
  const entries = chosenEntries(options);
  const ask = options.yes === true ? undefined : door.ask;
  if (recoverWrites(root, { stateFolder: door.stateFolder }) === 'completed')
    door.say('A write that was interrupted here has been completed first.\n');
  const project = await findProject((site) => readProject(root, site === undefined ? {} : { site }), given.site, ask);
  door.say(`${describeProject(project)}\n`);

  const lines = given.pythonVersion === undefined ? await door.pythonLines() : [];
  const defaults = defaultAnswers(project, lines);
  if (given.settings === undefined && staysOneFile(project, defaults)) {
    door.say('The settings stay in one file by default: other files import them, or they hold paths that a move would break.\n');
  }
  const questions = questionsFor(project, defaults, given, (entry) => entries.has(entry));
  const extras = extrasQuestion(project, defaults, given);
  if (ask === undefined && questions.length > 0 && options.yes !== true) {
    door.say('There is no terminal to ask in, so the defaults are taken (as with --yes).\n');
  }
  const asked = ask === undefined ? {} : await askAll(questions, ask);
  if (ask !== undefined && extras !== undefined) {
    const ticked = z.array(z.string()).parse(await ask(extras));
    const { answers, questions: further } = answersOfExtras(ticked, defaults, given);
    Object.assign(asked, answers, await askAll(further, ask));
  }
  const planned = planScaffold(project, { ...defaults, ...given, ...asked }, renderTemplate, entries);
  const created = planned.changes.flatMap(({ kind, path }) => (kind === 'create' ? [path] : []));
  const plan = keepStanding(project, planned, readPresence(project.root, created));

  if (plan.changes.length === 0) {
    door.say(plan.declined.length === 0 ? '\nNothing to do: all of it is there.\n' : '\nNothing to write.\n');
    sayLeft(plan, door);
    return { plan, written: false };
  }
  door.say(`\nThe plan: ${countFiles(plan)}\n\n${renderPlanTree(plan, door.style)}`);
  sayLeft(plan, door);
  if (options.dryRun === true) {
    door.print(await renderPlanDiff(plan, door.style.color));
    door.say('\nNothing was written: this was a dry run.\n');
    return { plan, written: false };
  }
  if (ask !== undefined && !(await isConfirmed(plan, ask, door))) {
    door.say('\nNothing was written.\n');
    return { plan, written: false };
  }
  writeChanges(project.root, plan.changes, { encodingOf: (path) => project.files.encoding(path), stateFolder: door.stateFolder });
  door.say(`\nWritten: ${countFiles(plan)}\n`);
  door.say(nextSteps(plan, project.git !== undefined));
  return { plan, written: true };
}

async function askAll(questions: readonly AnswerQuestion[], ask: NonNullable<ScaffoldDoor['ask']>): Promise<Partial<Answers>> {
  const answers: Partial<Record<AnswerName, unknown>> = {};
  for (const question of questions) answers[question.name] = answersSchema.shape[question.name].parse(await ask(question));
  return answers as Partial<Answers>;
}

async function isConfirmed(plan: Plan, ask: NonNullable<ScaffoldDoor['ask']>, door: ScaffoldDoor): Promise<boolean> {
  for (;;) {
    const answer = await ask({
      name: 'confirm',
      kind: 'choice',
      message: `Write ${countFiles(plan)}`.replace(/\.$/, '?'),
      default: 'write',
      choices: [
        { value: 'write', name: 'write all of it' },
        { value: 'diff', name: 'show the diff first' },
        { value: 'stop', name: 'write nothing' },
      ],
    });
    if (answer !== 'diff') return answer === 'write';
    door.say(`\n${await renderPlanDiff(plan, door.style.color)}\n`);
  }
}

function sayLeft(plan: Plan, door: ScaffoldDoor): void {
  if (plan.declined.length > 0) door.say(`\nLeft to you:\n${renderDeclined(plan.declined)}`);
}

function countFiles({ changes }: Plan): string {
  const kinds = (['create', 'edit', 'move', 'delete'] as const)
    .map((kind) => [kind, changes.filter((change) => change.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${{ create: 'new', edit: 'edited', move: 'moved', delete: 'deleted' }[kind]}`);
  return `${changes.length} ${changes.length === 1 ? 'file' : 'files'} (${kinds.join(', ')}).`;
}

/** What to do once the plan is written. The build takes what git has, so the new files have to be committed first. */
function nextSteps({ next, changes }: Plan, isRepository: boolean): string {
  const isForHeroku = (step: string): boolean => step.startsWith('heroku ');
  const here = [
    ...(changes.some(({ path }) => path === 'requirements.txt') ? ['python -m pip install -r requirements.txt'] : []),
    ...next.filter((step) => !isForHeroku(step)),
    `${isRepository ? '' : 'git init && '}git add --all && git commit -m "Make it ready for Heroku"`,
    'dynoready check       finds what is left, without running anything',
    'dynoready rehearse    builds, releases, boots and probes it here',
  ];
  const there = next.filter(isForHeroku);
  const list = (title: string, steps: readonly string[]): string => `\n${title}:\n${steps.map((step) => `  ${step}\n`).join('')}`;
  return list('Next', here) + (there.length === 0 ? '' : list('Before the first push, once for each app', there));
}
