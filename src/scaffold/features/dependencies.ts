import { filter } from '@renovatebot/pep440';
import { addDependency, isEditableKind } from '../../edits/dependency.ts';
import {
  renderRequirement,
  replaceRequirement,
  type WantedRequirement,
} from '../../edits/requirements.ts';
import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import type { DependencyFile, Requirement } from '../../project/dependencies.ts';
import { unreachedDeclaration } from '../../queries/packages/requirements-file.ts';
import { undeclaredImports } from '../../queries/packages/undeclared-imports.ts';
import { admitsPython } from '../../queries/python-version/required-python.ts';
import { djangoSeries, newestSeriesFor, seriesRange } from '../packages/django-series.ts';
import { declaresDriver } from '../packages/drivers.ts';
import { derivedLocks, lockStep } from '../packages/locks.ts';
import { requirementRanges } from '../packages/requirement-ranges.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { productionTexts } from '../settings/config-vars.ts';
import { READING_PACKAGES } from '../settings/env-lookup-style.ts';
import { findCeleryApp } from './celery-app.ts';

const because = reasons('dependencies');

/**
 * Declares what production imports, in the file that a person edits; a lock file is never touched,
 * its command is printed.
 */
export const writeDependencies: WriteEntry = (context) => {
  const { draft, repository } = context;
  const file = repository.dependencies.editable;
  const wanted = wantedRequirements(context);
  if (file === undefined) return writeFirstRequirements(context, wanted);
  const missing = wanted.filter(({ name }) => !isDeclared(context, name));
  raiseOld(context, wanted);
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

function wantedRequirements(context: FeatureContext): WantedRequirement[] {
  const { draft, answers, render } = context;
  const ranges = requirementRanges(render);
  const texts = productionTexts(context).join('\n');
  const names: string[] = [];
  // Without a web process yet, gunicorn is what it will run.
  const procfile = draft.text('Procfile') ?? '';
  if (/^web:.*\bgunicorn\b/m.test(procfile) || !/^web:/m.test(procfile)) names.push('gunicorn');
  if (texts.includes('whitenoise.')) names.push('whitenoise');
  if (/^\s*import dj_database_url/m.test(texts)) names.push('dj-database-url');
  for (const [style, name] of Object.entries(READING_PACKAGES)) {
    if (new RegExp(`^\\s*(import|from) ${style}\\b`, 'm').test(texts)) names.push(name);
  }
  names.push(...extraPackages(context, texts));
  // `env.db()` of django-environ reads the variable without naming it.
  const readsAddress =
    texts.includes('DATABASE_URL') ||
    context.settings.lookups.some(({ variable }) => variable === 'DATABASE_URL');
  if (readsAddress && !declaresDriver(context.repository.dependencies)) {
    names.push(answers.database === 'psycopg' ? 'psycopg' : 'psycopg2-binary');
  }
  const isPooled = /\["pool"\] = /.test(texts);
  return [...names.map((name) => ranges.get(name)!), ...importedPackages(context, ranges)]
    .map((one) =>
      one.name === 'psycopg' && isPooled ? { ...one, extras: ['binary', 'pool'] } : one,
    )
    .filter((one, index, all) => all.findIndex(({ name }) => name === one.name) === index)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * What production imports already and nothing declares. A range that is not known is left to the
 * person, who knows the version.
 */
function importedPackages(
  { repository, draft }: FeatureContext,
  ranges: ReadonlyMap<string, WantedRequirement>,
): WantedRequirement[] {
  // What a list elsewhere declares was not read.
  if (unreachedDeclaration(repository) !== undefined) return [];
  const found = [...undeclaredImports(repository)].map(({ package: name }) => name);
  const unbounded = found.filter((name) => !ranges.has(name) && name !== 'django');
  if (unbounded.length > 0)
    draft.note(
      `Add version bounds to the packages that were imported but not declared: ${unbounded.join(', ')}`,
    );
  return found
    .filter((name) => name !== 'django')
    .map((name) => ranges.get(name) ?? { name, specifier: '' });
}

/** What the chosen extras import. Celery brings the Redis client itself. */
function extraPackages(context: FeatureContext, texts: string): string[] {
  const { answers, repository } = context;
  const usesCelery = answers.tasks === 'celery' && findCeleryApp(context) !== undefined;
  const usesRedis =
    /\bcache\.backends\.redis\./.test(texts) && !repository.dependencies.declares('django-redis');
  return [
    ...(usesCelery ? ['celery'] : []),
    ...(usesRedis ? ['redis'] : []),
    ...Object.entries({
      'django-rq': 'django_rq',
      'django-tasks-db': 'django_tasks_db',
      'django-storages': 'storages.backends.s3',
      'sentry-sdk': 'sentry_sdk',
    }).flatMap(([name, sign]) => (texts.includes(sign) ? [name] : [])),
  ];
}

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

/** Raises what is declared and older than the settings written here can use. */
function raiseOld(context: FeatureContext, wanted: readonly WantedRequirement[]): void {
  const { repository } = context;
  for (const one of wanted) {
    const needed =
      one.name === 'gunicorn' && !usesAsgiWorker(context) ? undefined : NEEDED_RELEASES[one.name];
    const declared = repository.dependencies.find(one.name);
    if (
      needed === undefined ||
      declared === undefined ||
      declared.specifier === '' ||
      declared.url !== undefined
    )
      continue;
    if (filter([...needed.releases], declared.specifier).length > 0) continue;
    const kind = repository.dependencies.files.find(({ path }) => path === declared.at.file)?.kind;
    const file = { path: declared.at.file, kind: kind ?? 'setup' } as const;
    const edit = (text: string): EditResult =>
      file.kind === 'requirements' || file.kind === 'pip-tools-input'
        ? replaceRequirement(text, one.name, { specifier: one.specifier })
        : {
            ok: false,
            because: `${one.name} ${declared.specifier} does not support ${needed.for}`,
          };
    apply(
      context,
      file,
      edit,
      `${one.name} ${declared.specifier} does not support ${needed.for}`,
      one,
    );
  }
}

/**
 * The releases that know what the settings written here ask of them. Source: their released files;
 * read 2026-11-27.
 */
const NEEDED_RELEASES: Readonly<
  Record<string, { readonly releases: readonly string[]; readonly for: string }>
> = {
  'dj-database-url': {
    releases: [
      '1.1.0',
      '1.2.0',
      '1.3.0',
      '2.0.0',
      '2.1.0',
      '2.2.0',
      '2.3.0',
      '3.0.0',
      '3.0.1',
      '3.1.0',
      '3.1.1',
      '3.1.2',
    ],
    for: 'conn_health_checks',
  },
  gunicorn: {
    releases: [
      '24.0.0',
      '24.1.1',
      '25.0.0',
      '25.1.0',
      '25.2.0',
      '25.3.0',
      '26.0.0',
      '26.1.0',
      '26.2.0',
      '27.0.0',
      '27.0.1',
    ],
    for: 'the worker class asgi',
  },
};

function usesAsgiWorker({ draft }: FeatureContext): boolean {
  return /^worker_class = "asgi"/m.test(draft.text('gunicorn.conf.py') ?? '');
}

/**
 * Bounds bare names whose range is known, and trades the psycopg2 that has to be compiled for the
 * one that has not.
 */
function mendLines(context: FeatureContext, file: DependencyFile): void {
  const { repository, answers, render } = context;
  const ranges = requirementRanges(render);
  const driver = ranges.get(answers.database === 'psycopg' ? 'psycopg' : 'psycopg2-binary')!;
  if (
    repository.dependencies.find('psycopg2') !== undefined &&
    !repository.dependencies.declares(driver.name)
  ) {
    const reason =
      answers.database === 'psycopg'
        ? 'Django recommends psycopg 3'
        : 'psycopg2-binary is the same module but needs no compiler (Django recommends psycopg 3)';
    apply(
      context,
      file,
      (text) => replaceRequirement(text, 'psycopg2', { ...driver, extras: driver.extras ?? [] }),
      reason,
      driver,
    );
  }
  for (const requirement of repository.dependencies.requirements) {
    if (
      requirement.at.file !== file.path ||
      requirement.specifier !== '' ||
      requirement.url !== undefined
    )
      continue;
    const name = requirement.normalizedName;
    const range = name === 'django' ? djangoRange(context) : ranges.get(name)?.specifier;
    if (range === undefined || name === 'psycopg2') continue;
    apply(
      context,
      file,
      (text) => replaceRequirement(text, name, { specifier: range }),
      'a requirement without bounds installs a different version every month',
      {
        name: requirement.name,
        specifier: range,
      },
    );
  }
}

/** The newest series that the chosen Python runs: what an unbounded line would install today. */
function djangoRange({ answers }: FeatureContext): string {
  return seriesRange(newestSeriesFor(answers.pythonVersion));
}

function apply(
  context: FeatureContext,
  file: DependencyFile,
  edit: (text: string) => EditResult,
  reason: string,
  one: WantedRequirement,
): void {
  const { draft } = context;
  const text = draft.text(file.path) ?? '';
  const result = edit(text);
  if (result.ok) draft.write(file.path, applyEdits(text, result.edits), because(reason));
  else declineOne(context, file.path, result.because, one);
}

function declineOne(
  { draft }: FeatureContext,
  path: string,
  why: string,
  one: WantedRequirement,
): void {
  draft.decline({
    entry: 'dependencies',
    path,
    because: why,
    next: `Declare ${renderRequirement(one)} by hand.`,
  });
}
