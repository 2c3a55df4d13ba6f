import { normalizeName } from '../../edits/requirement-lines.ts';
import { addRequirement, renderRequirement, replaceRequirement, type WantedRequirement } from '../../edits/requirements.ts';
import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import { addTomlItem, addTomlKey, readTomlValue } from '../../edits/toml.ts';
import type { DependencyFile } from '../../project/dependencies.ts';
import { unreachedDeclaration } from '../../project/questions/requirements-file.ts';
import { findCeleryApp } from '../celery-app.ts';
import { READING_PACKAGES } from '../config-reader.ts';
import { productionTexts } from '../config-vars.ts';
import { djangoSeries, newestSeriesFor, seriesRange } from '../django-series.ts';
import { declaresDriver } from '../drivers.ts';
import { type EntryContext, reasons, type WriteEntry } from '../entry.ts';
import { derivedLocks, lockStep } from '../locks.ts';
import { requirementRanges } from '../requirement-ranges.ts';

const because = reasons('dependencies');

/** Declares what production imports, in the file that a person edits; a lock file is never touched, its command is printed. */
export const writeDependencies: WriteEntry = (context) => {
  const { draft, project } = context;
  const file = project.dependencies.editable;
  const wanted = wantedRequirements(context);
  if (file === undefined) return writeFirstRequirements(context, wanted);
  const missing = wanted.filter(({ name }) => !isDeclared(context, name));
  if (file.kind === 'requirements' || file.kind === 'pip-tools-input') {
    for (const one of missing)
      apply(context, file, (text) => addRequirement(text, one), `${renderRequirement(one)} is used in production`, one);
    if (file.kind === 'requirements') mendLines(context, file);
  } else if (file.kind === 'pyproject') {
    for (const one of missing)
      apply(context, file, (text) => addToPyproject(text, one), `${renderRequirement(one)} is used in production`, one);
  } else if (file.kind === 'pipfile') {
    for (const one of missing) {
      apply(
        context,
        file,
        (text) => addTomlKey(text, ['packages'], one.name, tomlVersion(one, one.specifier), isSameName(one.name)),
        `${renderRequirement(one)} is used in production`,
        one,
      );
    }
  } else {
    for (const one of missing) declineOne(context, file.path, `${file.path} is not a file that is edited by hand`, one);
  }
  if (draft.text(file.path) === project.files.text(file.path)) return;
  for (const lock of derivedLocks(project.dependencies)) draft.note(lockStep(lock));
};

function wantedRequirements(context: EntryContext): WantedRequirement[] {
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
  const readsAddress = texts.includes('DATABASE_URL') || context.settings.lookups.some(({ variable }) => variable === 'DATABASE_URL');
  if (readsAddress && !declaresDriver(context.project.dependencies)) {
    names.push(answers.database === 'psycopg' ? 'psycopg' : 'psycopg2-binary');
  }
  const isPooled = /\["pool"\] = /.test(texts);
  return names
    .map((name) => ranges.get(name)!)
    .map((one) => (one.name === 'psycopg' && isPooled ? { ...one, extras: ['binary', 'pool'] } : one))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the chosen extras import. Celery brings the Redis client itself. */
function extraPackages(context: EntryContext, texts: string): string[] {
  const { answers, project } = context;
  const usesCelery = answers.tasks === 'celery' && findCeleryApp(context) !== undefined;
  const usesRedis = /\bcache\.backends\.redis\./.test(texts) && !project.dependencies.declares('django-redis');
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

function isDeclared({ project }: EntryContext, name: string): boolean {
  const found = project.dependencies.find(name);
  return found === undefined
    ? project.dependencies.requirements.length === 0 && project.dependencies.declares(name)
    : found.group === 'main';
}

function writeFirstRequirements({ draft, project, answers }: EntryContext, wanted: readonly WantedRequirement[]): void {
  const elsewhere = unreachedDeclaration(project);
  if (elsewhere !== undefined) {
    const line = elsewhere.endsWith('.txt') ? `\`-r ${elsewhere}\`` : 'what it declares';
    draft.decline({
      entry: 'dependencies',
      path: elsewhere,
      because: 'the build installs from the root alone, and a new list there would lack what this file declares',
      next: `Write a requirements.txt in the root with ${line}, and run: dynoready init --only dependencies`,
    });
    return;
  }
  const series = djangoSeries(project);
  const lines = [{ name: 'django', specifier: seriesRange(series) }, ...wanted].map(renderRequirement).sort();
  const path = 'requirements.txt';
  draft.write(
    path,
    `${lines.join('\n')}\n`,
    because(`the build starts from nothing and installs what stands here, for Python ${answers.pythonVersion}`),
  );
}

/** Bounds bare names whose range is known, and trades the psycopg2 that has to be compiled for the one that has not. */
function mendLines(context: EntryContext, file: DependencyFile): void {
  const { project, answers, render } = context;
  const ranges = requirementRanges(render);
  const driver = ranges.get(answers.database === 'psycopg' ? 'psycopg' : 'psycopg2-binary')!;
  if (project.dependencies.find('psycopg2') !== undefined && !project.dependencies.declares(driver.name)) {
    const reason =
      answers.database === 'psycopg'
        ? 'psycopg 3 is what Django recommends'
        : 'psycopg2-binary is the same module without a compiler, until you move to psycopg 3, which Django recommends';
    apply(context, file, (text) => replaceRequirement(text, 'psycopg2', { ...driver, extras: driver.extras ?? [] }), reason, driver);
  }
  for (const requirement of project.dependencies.requirements) {
    if (requirement.at.file !== file.path || requirement.specifier !== '' || requirement.url !== undefined) continue;
    const name = requirement.normalizedName;
    const range = name === 'django' ? djangoRange(context) : ranges.get(name)?.specifier;
    if (range === undefined || name === 'psycopg2') continue;
    apply(
      context,
      file,
      (text) => replaceRequirement(text, name, { specifier: range }),
      'an unbounded line installs something else every month',
      {
        name: requirement.name,
        specifier: range,
      },
    );
  }
}

/** The newest series that the chosen Python runs: what an unbounded line would install today. */
function djangoRange({ answers }: EntryContext): string {
  return seriesRange(newestSeriesFor(answers.pythonVersion));
}

/** `project.dependencies` where there is such a table, else Poetry's own. */
function addToPyproject(text: string, one: WantedRequirement): EditResult {
  if (
    readTomlValue(text, ['project', 'dependencies']) !== undefined ||
    readTomlValue(text, ['tool', 'poetry', 'dependencies']) === undefined
  ) {
    const isSame = (item: string): boolean => isSameName(one.name)(/^[\w.-]+/.exec(item.trim())?.[0] ?? '');
    return addTomlItem(text, ['project', 'dependencies'], renderRequirement(one), isSame);
  }
  return addTomlKey(text, ['tool', 'poetry', 'dependencies'], one.name, tomlVersion(one, one.specifier), isSameName(one.name));
}

function tomlVersion({ extras = [] }: WantedRequirement, specifier: string): string | { toml: string } {
  return extras.length === 0 ? specifier : { toml: `{extras = ${JSON.stringify(extras)}, version = "${specifier}"}` };
}

function isSameName(name: string): (other: string) => boolean {
  return (other) => normalizeName(other) === normalizeName(name);
}

function apply(
  context: EntryContext,
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

function declineOne({ draft }: EntryContext, path: string, why: string, one: WantedRequirement): void {
  draft.decline({ entry: 'dependencies', path, because: why, next: `Declare ${renderRequirement(one)} by hand.` });
}
