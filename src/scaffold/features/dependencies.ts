import { addDependency, isEditableKind } from '../../edits/dependency.ts';
import { renderRequirement, type WantedRequirement } from '../../edits/requirements.ts';
import type { DependencyFile, Requirement } from '../../project/dependencies.ts';
import { unreachedDeclaration } from '../../queries/packages/requirements-file.ts';
import { admitsPython } from '../../queries/python-version/python-versions.ts';
import { djangoSeries, seriesRange } from '../packages/django-series.ts';
import { derivedLocks, lockStep } from '../packages/locks.ts';
import { wantedRequirements } from '../packages/wanted-requirements.ts';
import type { FeatureContext, WriteEntry } from '../plan/feature.ts';
import { mendLines, raiseOld } from './declared-requirements.ts';
import { apply, because, declineOne } from './dependency-edits.ts';
import { leavePackageMode, raiseConflicting } from './raise-conflicting.ts';

/**
 * Declares what production imports, in the file that a person edits; a lock file is never touched,
 * its command is printed.
 */
export const writeDependencies: WriteEntry = (context) => {
  const { draft, repository } = context;
  const file = repository.dependencies.editable;
  const wanted = wantedRequirements(context);
  if (file === undefined) {
    // What an image installs, its Dockerfile says.
    if (repository.herokuYml === undefined) writeFirstRequirements(context, wanted);
    return;
  }
  const missing = wanted.filter(({ name }) => !isDeclared(context, name));
  raiseOld(context, wanted);
  raiseConflicting(context);
  leavePackageMode(context);
  const { kind } = file;
  for (const plain of missing) {
    const elsewhere = inOtherGroup(context, file, plain.name);
    const one =
      elsewhere === undefined || elsewhere.specifier === ''
        ? plain
        : { ...plain, specifier: elsewhere.specifier };
    const group =
      elsewhere &&
      (elsewhere.group === 'optional'
        ? 'an optional dependency'
        : `in the group ${elsewhere.group}`);
    const reason = `${renderRequirement(one)} is used in production${group === undefined ? '' : `, but was ${group}, which the build skips`}`;
    if (isEditableKind(kind))
      apply(context, file, (text) => addDependency(kind, text, one), reason, one);
    else declineOne(context, file.path, `${file.path} is not edited by hand`, one);
  }
  if (file.kind === 'requirements') mendLines(context, file);
  if (draft.text(file.path) === repository.files.text(file.path)) return;
  askForNewerPython(context, file);
  for (const lock of derivedLocks(repository)) draft.note(lockStep(lock));
};

function isDeclared({ repository }: FeatureContext, name: string): boolean {
  const found = repository.dependencies.find(name);
  return found === undefined
    ? repository.dependencies.requirements.length === 0 && repository.dependencies.declares(name)
    : found.group === 'main';
}

/**
 * What another group of the same file asks for: one lock holds them all, so their ranges have to
 * meet.
 */
function inOtherGroup(
  { repository }: FeatureContext,
  file: DependencyFile,
  name: string,
): Requirement | undefined {
  const found = repository.dependencies.find(name);
  const isTable = file.kind === 'pyproject' || file.kind === 'pipfile';
  return isTable &&
    found?.at.file === file.path &&
    found.group !== 'main' &&
    found.group !== file.kind
    ? found
    : undefined;
}

function writeFirstRequirements(
  { draft, repository, answers }: FeatureContext,
  wanted: readonly WantedRequirement[],
): void {
  const elsewhere = unreachedDeclaration(repository);
  if (elsewhere !== undefined) {
    const line = elsewhere.endsWith('.txt')
      ? `\`-r ${elsewhere}\``
      : 'the packages that it declares';
    draft.decline({
      entry: 'dependencies',
      path: elsewhere,
      because:
        'the build reads only the root folder, and a new requirements.txt there would lack the packages in this file',
      next: `Write a requirements.txt in the root with ${line}, then run: dynoready init --only dependencies`,
    });
    return;
  }
  const series = djangoSeries(repository);
  const lines = [{ name: 'django', specifier: seriesRange(series) }, ...wanted]
    .map(renderRequirement)
    .sort();
  const path = 'requirements.txt';
  draft.write(
    path,
    `${lines.join('\n')}\n`,
    because(
      `Heroku installs exactly the packages listed here, for Python ${answers.pythonVersion}`,
    ),
  );
}

/**
 * uv and Poetry lock for every Python that the project admits, and what is added here runs from
 * 3.10 on. Source: the packages' own metadata; read 2026-11-27.
 */
function askForNewerPython({ draft, repository }: FeatureContext, file: DependencyFile): void {
  const locksForAll = repository.dependencies.managers.some(
    ({ id }) => id === 'uv' || id === 'poetry',
  );
  if (file.kind !== 'pyproject' || !locksForAll || !admitsPython(repository.files, '3.9.0')) return;
  draft.decline({
    entry: 'dependencies',
    path: file.path,
    because: 'it allows Python 3.9, which the added packages do not support, so locking fails',
    next: 'Set requires-python = ">=3.10" (for Poetry 1: python = "^3.10"), then lock again.',
  });
}
