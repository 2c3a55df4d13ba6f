import { isEditableKind, removeDependency } from '../../edits/dependency.ts';
import { type Helper, removeHelperCall } from '../../edits/python/helper-call.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import type { Feature } from '../../facts/features.ts';
import { overlayInProduction } from '../../project/overlay.ts';
import type { Repository } from '../../project/repository.ts';
import { pythonSource } from '../../queries/apps/python-source.ts';
import type { Draft } from '../plan/draft.ts';
import type { PreparationContext } from '../plan/preparation.ts';
import { derivedLocks, lockStep } from './locks.ts';

const PACKAGES = ['django-heroku', 'django-on-heroku'] as const;
const HELPER: Helper = {
  modules: PACKAGES.map((name) => name.replaceAll('-', '_')),
  function: 'settings',
  // People delete the TLS that it asks of a local database: `del
  // DATABASES["default"]["OPTIONS"]["sslmode"]`.
  goesWithIt: (statement) =>
    statement.kind === 'Delete' &&
    statement.targets.every(
      (target) =>
        target.kind === 'Subscript' &&
        target.slice.kind === 'Constant' &&
        target.slice.value === 'sslmode',
    ),
};

/** The entries that write out what the call did: without one of them it has to stay. */
const SUCCESSORS: readonly Feature[] = [
  'settings',
  'secrets',
  'database',
  'static-files',
  'logging',
  'dependencies',
];

/**
 * The project without django-heroku or django-on-heroku, which are abandoned: the call and its
 * requirement are taken out in the draft, and the entries then find missing what it did and write
 * it out. The project as it was, with what is in the way declined, when that is not safe.
 */
export function replaceDjangoHeroku(
  repository: Repository,
  { draft, includes }: PreparationContext,
): Repository {
  const importing = repository.files.paths.filter(
    (path) =>
      path.endsWith('.py') &&
      /^[ \t]*(import|from)\s+django_(on_)?heroku\b/m.test(repository.files.text(path) ?? ''),
  );
  if (importing.length === 0) return repository;
  const decline = (path: string | undefined, because: string, next: string): Repository => {
    draft.decline({ entry: 'settings', path, because, next });
    return repository;
  };
  const [first] = importing;
  if (!SUCCESSORS.every(includes))
    return decline(
      first,
      'django-heroku is abandoned, and removing it means writing out everything that it did',
      'Run dynoready init without --only and --skip.',
    );
  const texts = new Map<string, string>();
  for (const path of importing) {
    const source = pythonSource(repository, path);
    const result =
      source === undefined
        ? ({ ok: false, because: 'it is not valid Python' } as const)
        : removeHelperCall(source, HELPER);
    if (!result.ok)
      return decline(
        path,
        `it calls django-heroku, which is abandoned, and ${result.because}`,
        'Remove the call by hand, then run dynoready init again.',
      );
    texts.set(path, applyEdits(repository.files.text(path) ?? '', result.edits));
  }
  const without = overlayInProduction(repository, texts);
  const failure = without.djangoProject?.production?.failure;
  if (failure !== undefined && repository.djangoProject?.production?.failure === undefined)
    return decline(
      failure.at?.file ?? first,
      `the settings fail without the call to django-heroku, which is abandoned (${failure.message})`,
      'Remove the call, fix the error, then run dynoready init again.',
    );
  for (const [path, text] of texts)
    draft.write(path, text, {
      entry: 'settings',
      because: 'django-heroku is abandoned, and its settings are now written out',
    });
  return overlayInProduction(
    repository,
    new Map([...texts, ...withoutRequirement(repository, draft)]),
  );
}

/** The lists of packages without them, as far as these are edited by hand. */
function withoutRequirement(repository: Repository, draft: Draft): Map<string, string> {
  const texts = new Map<string, string>();
  for (const name of PACKAGES) {
    const requirement = repository.dependencies.find(name);
    if (requirement === undefined) continue;
    const path = requirement.at.file;
    const kind = repository.dependencies.files.find((file) => file.path === path)?.kind;
    const text = draft.text(path) ?? '';
    const result = isEditableKind(kind)
      ? removeDependency(kind, text, name)
      : { ok: false as const, because: 'this file is not edited by hand' };
    if (!result.ok) {
      draft.decline({
        entry: 'dependencies',
        path,
        because: `${name} is no longer used, and ${result.because}`,
        next: `Remove ${name} by hand.`,
      });
      continue;
    }
    const after = applyEdits(text, result.edits);
    draft.write(path, after, { entry: 'dependencies', because: `${name} is no longer used` });
    texts.set(path, after);
    for (const lock of derivedLocks(repository)) draft.note(lockStep(lock));
  }
  return texts;
}
