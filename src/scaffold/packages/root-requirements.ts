import { followRequirements } from '../../project/dependencies/requirements-chain.ts';
import { overlayInProduction } from '../../project/overlay.ts';
import type { Repository } from '../../project/repository.ts';
import type { PreparationContext } from '../plan/preparation.ts';

const PATH = 'requirements.txt';
const FOR_DEVELOPMENT =
  /(^|[-_./])(dev|develop|development|local|test|tests|testing|ci|lint|docs?|build)([-_.]|$)/;
const FOR_PRODUCTION = /(^|[-_./])(prod|production|heroku|live|deploy|deployment)([-_.]|$)/;

/**
 * The project with a requirements.txt in its root that points to the list which stands elsewhere,
 * where the build would find none: what is added then goes into that list. The same project when
 * the root has a list, or when which of several is meant is not clear.
 */
export function pointToRequirements(
  repository: Repository,
  { draft }: PreparationContext,
): Repository {
  if (repository.dependencies.managers.length > 0 || repository.dependencies.declares('django'))
    return repository;
  const list = findList(repository);
  if (list === undefined) return repository;
  const text = `-r ${list}\n`;
  draft.write(PATH, text, {
    entry: 'dependencies',
    because: `the build reads only the requirements.txt in the root, and ${list} declares the packages of the app`,
  });
  return overlayInProduction(repository, new Map([[PATH, text]]));
}

/**
 * The one list that declares Django: that for production before a general one, and one on the way
 * to manage.py before others.
 */
function findList(repository: Repository): string | undefined {
  const { files, djangoProject } = repository;
  const lists = files.paths.filter(
    (path) =>
      /(^|\/)([\w.-]*requirements[\w.-]*|requirements\/[\w.-]+)\.txt$/.test(path) &&
      !FOR_DEVELOPMENT.test(path.slice(0, -'.txt'.length)) &&
      followRequirements(files, path).entries.some(
        ({ normalizedName }) => normalizedName === 'django',
      ),
  );
  const onTheWay = lists.filter((path) => isOnTheWay(path, djangoProject?.root ?? ''));
  const near = onTheWay.length > 0 ? onTheWay : lists;
  const meant = near.filter((path) => FOR_PRODUCTION.test(path.slice(0, -'.txt'.length)));
  const [first, second] = meant.length > 0 ? meant : near;
  return second === undefined ? first : undefined;
}

/**
 * True for a list in a folder that holds manage.py, at whatever depth, or in a folder for lists
 * beside.
 */
function isOnTheWay(path: string, root: string): boolean {
  const folder = path
    .split('/')
    .slice(0, -1)
    .filter((part) => part !== 'requirements')
    .join('/');
  return folder === '' || root === folder || root.startsWith(`${folder}/`);
}
