import { recoverWrites } from '../../edits/recover-writes.ts';
import { writeChanges } from '../../edits/write.ts';
import type { Feature } from '../../facts/features.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { readGitSource } from '../../machine/git-source.ts';
import { readRepository } from '../../project/read.ts';
import { readPresence } from '../../project/read-existing-paths.ts';
import type { Repository } from '../../project/repository.ts';
import { parseFile } from '../../python/parse-file.ts';
import { type Answers, chosenFeatures, parseGivenAnswers } from '../answers/answers.ts';
import { describeProject } from '../answers/describe-project.ts';
import { herokuAppName } from '../answers/heroku-app-name.ts';
import { defaultAnswers } from '../answers/questions.ts';
import {
  keepAnswers,
  readStoredAnswers,
  STORED_PATH,
  type StoredAnswers,
} from '../answers/stored-answers.ts';
import { lockStep } from '../packages/locks.ts';
import type { Plan } from '../plan/plan.ts';
import { planScaffold } from '../plan/plan-scaffold.ts';
import { renderTemplate } from '../plan/templates.ts';
import { skipUntracked } from '../plan/unignore-new-files.ts';
import { UnparsableFileError } from '../settings/statement.ts';
import { useProductionModule } from '../settings/use-production-module.ts';
import { askOpen } from './ask-answers.ts';
import { chooseProductionModule } from './choose-production-module.ts';
import { askToWrite, chooseEntries, countFiles } from './confirm-plan.ts';
import { findProject, unreadableFile } from './find-project.ts';
import { nextSteps } from './next-steps.ts';
import { renderDeclined, renderPlanDiff, renderPlanTree } from './render-plan.ts';
import { agreeOnLocks, renewLocks } from './renew-locks.ts';
import type { FlowOptions, ScaffoldUi } from './scaffold-ui.ts';

/**
 * Reads the project in `root`, asks what is open, shows the plan, and writes all of it or nothing.
 * Returns the plan and whether it was written. Throws UsageError for wrong use; a question's
 * rejection passes through, with nothing written.
 */
export async function runScaffold(
  root: string,
  options: FlowOptions & Readonly<Record<string, unknown>>,
  ui: ScaffoldUi,
): Promise<{ readonly plan: Plan; readonly written: boolean }> {
  const given = parseGivenAnswers(options);
  const ask = options.yes === true || options.update === true ? undefined : ui.ask;
  let entries = chosenFeatures(options);
  if (recoverWrites(root, { stateFolder: ui.stateFolder }) === 'completed')
    ui.say('A write that was interrupted here has been completed first.\n');
  const found = await findProject(
    (project) => readRepository(root, project === undefined ? {} : { project }),
    given.project,
    ask,
  );
  const productionModule = given.productionModule ?? (await chooseProductionModule(found, ask));
  const repository = useProductionModule(found, productionModule);
  ui.say(`${describeProject(repository)}\n`);
  if (
    repository.git !== undefined &&
    repository.git.workTree !== repository.root &&
    options.isNew !== true
  ) {
    ui.say(
      `The git repository begins above, in ${repository.git.workTree}: Heroku builds from there, and reads a Procfile only there.\n`,
    );
  }
  const stored = readStoredAnswers(repository);
  for (const problem of stored?.problems ?? []) ui.say(`${problem}\n`);
  if (options.update === true) sayVersions(stored, ui);

  const lines = given.pythonVersion === undefined ? await ui.pythonLines() : [];
  const defaults: Answers = { ...defaultAnswers(repository, lines), ...stored?.answers };
  const answers = {
    ...defaults,
    ...given,
    productionModule,
    ...(await askOpen(repository, defaults, given, entries, ask, options, ui)),
  };
  let plan = planAll(repository, answers, entries, stored, ui.version);

  if (plan.changes.length === 0) {
    ui.say(
      plan.declined.length === 0
        ? '\nNothing to do: all of it is there.\n'
        : '\nNothing to write.\n',
    );
    sayLeft(plan, ui);
    return { plan, written: false };
  }
  await show(ui, `\nThe plan: ${countFiles(plan)}\n\n${renderPlanTree(plan, ui.style)}`);
  sayLeft(plan, ui);
  if (options.dryRun === true) {
    ui.print(await renderPlanDiff(plan, ui.style.color));
    ui.say('\nNothing was written: this was a dry run.\n');
    return { plan, written: false };
  }
  await warnOfChanges(repository, ui);
  const confirm = options.update === true && options.yes !== true ? ui.ask : ask;
  if (options.update === true && options.yes !== true && confirm === undefined) {
    ui.say('\nNothing was written: there is no terminal to agree in. Write it with --yes.\n');
    return { plan, written: false };
  }
  while (confirm !== undefined) {
    const answer = await askToWrite(plan, confirm);
    if (answer === 'write') break;
    if (answer === 'stop') {
      ui.say('\nNothing was written.\n');
      return { plan, written: false };
    }
    if (answer === 'diff') await show(ui, `\n${await renderPlanDiff(plan, ui.style.color)}\n`);
    else {
      entries = await chooseEntries(plan, entries, confirm);
      plan = planAll(repository, answers, entries, stored, ui.version);
      ui.say(`\nThe plan: ${countFiles(plan)}\n\n${renderPlanTree(plan, ui.style)}`);
      if (plan.changes.length === 0) return { plan, written: false };
    }
  }
  const locks = await agreeOnLocks(repository, plan, options.lock, confirm);
  writeChanges(repository.root, plan.changes, {
    encodingOf: (path) => repository.files.encoding(path),
    stateFolder: ui.stateFolder,
  });
  ui.say(`\nWritten: ${countFiles(plan)}\n`);
  const locked = await renewLocks(repository, locks, ui);
  if (options.isNew !== true)
    ui.say(
      nextSteps({
        plan: { ...plan, next: plan.next.filter((step) => !locked.map(lockStep).includes(step)) },
        appName: herokuAppName(answers.appName),
        hasApp: (repository.git?.herokuRemotes.length ?? 0) > 0,
        isRepository: repository.git !== undefined,
        renewed: locked.flatMap(({ tool }) => tool ?? []),
      }),
    );
  return { plan, written: true };
}

/** The plan with the answers kept beside it, and without new files that stand here unseen. */
function planAll(
  repository: Repository,
  answers: Answers,
  entries: ReadonlySet<Feature>,
  stored: StoredAnswers | undefined,
  version: string,
): Plan {
  const planned = planReadable(repository, answers, entries);
  const kept = entries.has('answers')
    ? keepAnswers(planned, repository, answers, stored, version)
    : planned;
  const created = kept.changes.flatMap(({ kind, path }) => (kind === 'create' ? [path] : []));
  return skipUntracked(repository, kept, readPresence(repository.root, created));
}

/** The plan. Throws UsageError when a file that it would change is not Python as it stands. */
function planReadable(
  repository: Repository,
  answers: Answers,
  entries: ReadonlySet<Feature>,
): Plan {
  try {
    return planScaffold(repository, answers, renderTemplate, entries);
  } catch (error) {
    const parse =
      error instanceof UnparsableFileError ? parseFile(repository.files, error.path) : undefined;
    if (parse === undefined || parse.ok) throw error;
    const { at, message } = parse.error;
    throw unreadableFile(repository, { at, what: `It is not Python: ${message}` });
  }
}

/** Says from which version to which an update goes. Throws UsageError when no answers are kept. */
function sayVersions(stored: StoredAnswers | undefined, ui: ScaffoldUi): void {
  if (stored === undefined || Object.keys(stored.answers).length === 0) {
    throw new UsageError('There are no answers of an earlier run to update from.', {
      evidence: [`${STORED_PATH} has none for generator-dynoready.`],
      next: ['Run it once with its questions: dynoready init'],
    });
  }
  const from = stored.version ?? 'an unknown version';
  ui.say(
    from === ui.version
      ? `Written by this version, ${from}.\n`
      : `Written by ${from}; this is ${ui.version}.\n`,
  );
}

/** Most files that are named in a warning. */
const NAMED = 5;

/**
 * Says which files have changes that git does not know: what is written now would be mixed with
 * them.
 */
async function warnOfChanges(repository: Repository, ui: ScaffoldUi): Promise<void> {
  if (repository.git === undefined) return;
  const source = await readGitSource(repository.root, ui.env, ui.signal).catch(() => undefined);
  // What left the index and still stands on the disk is both.
  const changed = [...new Set([...(source?.changed ?? []), ...(source?.untracked ?? [])])];
  if (source === undefined || source.commit === '' || changed.length === 0) return;
  const more = changed.length > NAMED ? ` and ${changed.length - NAMED} more` : '';
  ui.say(
    `\nNot committed yet: ${changed.slice(0, NAMED).join(', ')}${more}.\nCommit first to see these changes alone; --undo takes them back either way.\n`,
  );
}

/** Shows a text that may be longer than the screen. */
async function show(ui: ScaffoldUi, text: string): Promise<void> {
  if ((await ui.page?.(text)) !== true) ui.say(text);
}

function sayLeft(plan: Plan, ui: ScaffoldUi): void {
  if (plan.declined.length > 0) ui.say(`\nLeft to you:\n${renderDeclined(plan.declined)}`);
}
