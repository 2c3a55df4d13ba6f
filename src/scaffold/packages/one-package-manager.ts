import type { Dependencies } from '../../project/dependencies.ts';
import { overlayInProduction } from '../../project/overlay.ts';
import type { Repository } from '../../project/repository.ts';
import { withoutSlugIgnored } from '../../project/slug-ignore.ts';
import type { PreparationContext } from '../plan/preparation.ts';

/** Most files that are named as mentioning what goes. */
const NAMED = 4;

/**
 * The package managers whose files the build would find, and stop at. A Pipfile counts without its
 * lock: the build stops at it, too.
 */
export function rivalManagers(repository: Repository): Dependencies['managers'] {
  const seen = withoutSlugIgnored(repository.files);
  const found = repository.dependencies.managers.filter(({ lockfile }) => seen.has(lockfile));
  return found.length > 0 && seen.has('Pipfile') && !seen.has('Pipfile.lock')
    ? [{ id: 'pipenv', lockfile: 'Pipfile' }, ...found.filter(({ id }) => id !== 'pipenv')]
    : found;
}

/**
 * The project with the files of one package manager: those of the others are deleted in the draft
 * when a person has chosen, and without a choice it is declined. The same project where the build
 * meets no more than one.
 */
export function keepOnePackageManager(
  repository: Repository,
  { draft, answers: { packageManager } }: PreparationContext,
): Repository {
  const found = rivalManagers(repository);
  if (found.length < 2) return repository;
  const chosen = found.find(({ id }) => id === packageManager);
  if (chosen === undefined) {
    draft.decline({
      entry: 'dependencies',
      path: found.map(({ lockfile }) => lockfile).join(' and '),
      because: 'the build fails when it finds the files of several package managers',
      next: `Choose which one to keep: dynoready init --package-manager ${found.map(({ id }) => id).join(' (or ')}${')'.repeat(found.length - 1)}`,
    });
    return repository;
  }
  const others = found.filter((one) => one !== chosen);
  for (const { lockfile } of others) {
    draft.remove(lockfile, {
      entry: 'dependencies',
      because: `${chosen.id} stays, and the build fails when it finds a second package manager`,
    });
    const mentions = repository.files.paths.filter(
      (path) =>
        path !== lockfile &&
        isWorkFile(path) &&
        (repository.files.text(path) ?? '').includes(lockfile),
    );
    if (mentions.length > 0)
      draft.note(
        `Update the files that mention ${lockfile}, which was deleted: ${mentions.slice(0, NAMED).join(', ')}${mentions.length > NAMED ? ' …' : ''}`,
      );
  }
  return overlayInProduction(
    repository,
    new Map(others.map(({ lockfile }) => [lockfile, undefined])),
  );
}

/** Files that tools act upon: a mention in prose or code is no concern. */
function isWorkFile(path: string): boolean {
  return (
    /(^|\/)(Dockerfile[\w.-]*|Makefile|tox\.ini|[\w.-]*requirements[\w.-]*\.(txt|in))$|\.(ya?ml|sh|toml|cfg)$/.test(
      path,
    ) && !path.endsWith('.lock')
  );
}
