import { readRepository } from '../../project/read.ts';
import { runGraphql } from '../graphql/run-graphql.ts';
import { runNew } from './run-new.ts';
import { runScaffold } from './run-scaffold.ts';
import type { ScaffoldUi } from './scaffold-ui.ts';
import { undoScaffold } from './undo-scaffold.ts';

/**
 * What both doors run in a folder: takes the last write back, makes a new project, or takes the one
 * that is there to production; where there is none and somebody to ask, a new one is offered.
 * Throws UsageError for wrong use.
 */
export async function runGenerator(
  root: string,
  options: Readonly<Record<string, unknown>>,
  ui: ScaffoldUi,
): Promise<void> {
  if (options.undo === true) return undoScaffold(root, ui);
  if (options.graphql === true) return await runGraphql(root, options, ui);
  if (options.new !== undefined) return await runNew(root, options, ui);
  const name = await offerNew(root, options, ui);
  if (name === undefined) await runScaffold(root, options, ui);
  else await runNew(root, { ...options, new: name }, ui);
}

/**
 * The name of the project that the person wants to start; undefined when there is one, or nobody
 * wants one.
 */
async function offerNew(
  root: string,
  options: Readonly<Record<string, unknown>>,
  { ask }: ScaffoldUi,
): Promise<string | undefined> {
  if (
    ask === undefined ||
    options.yes === true ||
    options.update === true ||
    options.project !== undefined
  )
    return undefined;
  if (readRepository(root, {}).djangoProjects.length > 0) return undefined;
  const message = 'There is no Django project in this folder. Start a new one?';
  const wanted = await ask({
    name: 'start',
    kind: 'switch',
    message,
    default: true,
    choices: undefined,
  });
  if (wanted !== true) return undefined;
  return String(
    await ask({
      name: 'new',
      kind: 'text',
      message: 'What is it called?',
      default: 'mysite',
      choices: undefined,
    }),
  );
}
