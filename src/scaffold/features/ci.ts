import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { configVars, openVariables } from '../settings/config-vars.ts';

const because = reasons('ci');
const PATH = '.github/workflows/dynoready.yml';
/** Names of a branch that work is merged into; of another one it cannot be told. */
const MAIN_BRANCH = /^(main|master|trunk|develop)$/;
/** What decides which packages a build installs. */
const LOCKS = ['requirements*.txt', 'Pipfile.lock', 'poetry.lock', 'uv.lock'];

/**
 * A workflow that checks each push without running it, and rehearses the deploy. Another workflow
 * that runs dynoready stays alone.
 */
export const writeCi: WriteEntry = (context) => {
  const { answers, repository, draft, render } = context;
  if (answers.ci !== 'github') return;
  const isThere = repository.files.paths.some(
    (path) => isWorkflow(path) && /\bdynoready\b/.test(repository.files.text(path) ?? ''),
  );
  if (isThere || draft.text(PATH) !== undefined) return;
  draft.write(
    PATH,
    render('project/_github/workflows/dynoready.yml', {
      pythonVersion: answers.pythonVersion,
      branch: MAIN_BRANCH.exec(repository.git?.branch ?? '')?.[0] ?? 'main',
      locks: LOCKS.map((path) => `'${path}'`).join(', '),
      variables: unmetVariables(context),
    }),
    because('pull requests show what would break the deploy'),
  );
};

/**
 * What a rehearsal has no value for: the variables that a person gives each app, and those of
 * add-ons that it has no stand-in for.
 */
function unmetVariables(context: FeatureContext): string[] {
  const variables = configVars(context);
  const names = [
    ...openVariables(variables),
    ...variables.filter(({ name }) => name.startsWith('BUCKETEER_')),
  ].map(({ name }) => name);
  return [...new Set(names)].sort();
}

function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}
