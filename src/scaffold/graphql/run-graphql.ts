import { z } from 'zod';
import { writeChanges } from '../../edits/write.ts';
import { readRepository } from '../../project/read.ts';
import type { Repository } from '../../project/repository.ts';
import { projectModels } from '../../queries/models/project-models.ts';
import { agreeOnLocks, renewLocks } from '../flow/renew-locks.ts';
import type { ScaffoldUi } from '../flow/scaffold-ui.ts';
import { derivedLocks, lockStep } from '../packages/locks.ts';
import { renderTemplate } from '../plan/templates.ts';
import { readGraphqlFlags } from './graphql-flags.ts';
import { type GraphqlChoice, planGraphql } from './plan-graphql.ts';
import { renderGraphqlDiff, renderGraphqlPlan } from './render-graphql-plan.ts';
import type { ApiAuth } from './render-schema.ts';

/**
 * Reads the project in `root`, asks which models and fields the API shows, shows the plan, and
 * writes all of it or nothing. Throws UsageError for wrong use.
 */
export async function runGraphql(
  root: string,
  options: Readonly<Record<string, unknown>>,
  ui: ScaffoldUi,
): Promise<void> {
  const project = typeof options.project === 'string' ? { project: options.project } : {};
  const repository = readRepository(root, project);
  const ask = options.yes === true ? undefined : ui.ask;
  const choice = await chooseApi(repository, options, ask);
  const plan = planGraphql(repository, choice, renderTemplate);
  const isDryRun = options.dryRun === true;
  const diff = await renderGraphqlDiff(plan, { color: ui.style.color, isWhole: isDryRun });
  if (isDryRun) {
    ui.print(diff);
    ui.say(renderGraphqlPlan(plan, true));
    return;
  }
  if (plan.changes.length > 0) ui.say(diff);
  const confirmed =
    plan.changes.length === 0 ||
    ask === undefined ||
    (await ask({
      name: 'write',
      kind: 'switch',
      message: `Write ${plan.changes.length} files?`,
      default: true,
      choices: undefined,
    })) === true;
  if (!confirmed) {
    ui.say('Nothing was written.\n');
    return;
  }
  const locks = await agreeOnLocks(repository, plan, options.lock, ask);
  if (plan.changes.length > 0)
    writeChanges(repository.root, plan.changes, {
      encodingOf: (path) => repository.files.encoding(path),
      stateFolder: ui.stateFolder,
    });
  ui.say(renderGraphqlPlan(plan, false));
  const fresh = await renewLocks(repository, locks, ui);
  const isStale = plan.changes.some(({ path }) => path === repository.dependencies.editable?.path);
  for (const lock of isStale ? derivedLocks(repository) : [])
    if (!fresh.some(({ lockfile }) => lockfile === lock.lockfile)) ui.say(`  ${lockStep(lock)}\n`);
}

/** What the flags leave open is asked; without anybody to ask, the API shows no model. */
async function chooseApi(
  repository: Repository,
  options: Readonly<Record<string, unknown>>,
  ask: ScaffoldUi['ask'],
): Promise<GraphqlChoice> {
  const given = readGraphqlFlags(options);
  const all = projectModels(repository).filter(({ kind }) => kind !== 'abstract');
  const labels = all.map(({ label }) => label);
  const isAll = given.models?.length === 1 && given.models[0] === 'all';
  const models = isAll ? labels : (given.models ?? (await askModels(labels, ask)));
  const contact = all
    .filter(({ label }) => models.includes(label))
    .flatMap(({ label, fields }) =>
      fields.filter((one) => one.sensitivity === 'contact').map(({ name }) => `${label}.${name}`),
    );
  const include =
    given.include ??
    (await askList('include', 'Which contact fields may anyone with access read?', contact, ask));
  const auth = given.auth ?? (models.length === 0 ? 'none' : await askAuth(ask));
  return { models, include, exclude: given.exclude ?? [], auth };
}

async function askModels(
  labels: readonly string[],
  ask: ScaffoldUi['ask'],
): Promise<readonly string[]> {
  return await askList('models', 'Which models does the API show?', labels, ask);
}

async function askList(
  name: string,
  message: string,
  values: readonly string[],
  ask: ScaffoldUi['ask'],
): Promise<readonly string[]> {
  if (ask === undefined || values.length === 0) return [];
  const choices = values.map((value) => ({ value, name: value }));
  return z
    .array(z.string())
    .parse(await ask({ name, kind: 'choices', message, default: [], choices }));
}

async function askAuth(ask: ScaffoldUi['ask']): Promise<ApiAuth> {
  if (ask === undefined) return 'none';
  const answer = await ask({
    name: 'auth',
    kind: 'choice',
    message: 'Who may use the API?',
    default: 'session',
    choices: [
      { value: 'session', name: 'people who are signed in' },
      { value: 'token', name: 'programs that send a token' },
      { value: 'none', name: 'anyone' },
    ],
  } as Parameters<NonNullable<ScaffoldUi['ask']>>[0]);
  return z.enum(['none', 'session', 'token']).parse(answer);
}
