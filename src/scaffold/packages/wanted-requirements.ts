import type { WantedRequirement } from '../../edits/requirements.ts';
import { missingBackendPackages } from '../../queries/packages/backend-packages.ts';
import { unreachedDeclaration } from '../../queries/packages/requirements-file.ts';
import { undeclaredImports } from '../../queries/packages/undeclared-imports.ts';
import { findCeleryApp } from '../features/celery-app.ts';
import type { FeatureContext } from '../plan/feature.ts';
import { READING_PACKAGES } from '../settings/config-reader.ts';
import { productionTexts } from '../settings/config-vars.ts';
import { declaresDriver } from './drivers.ts';
import { requirementRanges } from './requirement-ranges.ts';

/** The requirements of what production will import, by name; sorted, none twice. */
export function wantedRequirements(context: FeatureContext): WantedRequirement[] {
  const { draft, answers, render } = context;
  const ranges = requirementRanges(render);
  const texts = productionTexts(context).join('\n');
  const names: string[] = [];
  // Without a web process yet, gunicorn is what it will run.
  const procfile = draft.text('Procfile') ?? '';
  const ofImage = context.repository.herokuYml?.processes.processTypes.get('web')?.command;
  const web = ofImage ?? /^web:.*/m.exec(procfile)?.[0];
  if (web === undefined || /\bgunicorn\b/.test(web)) names.push('gunicorn');
  if (texts.includes('whitenoise.')) names.push('whitenoise');
  if (/^[ \t]*import dj_database_url/m.test(texts)) names.push('dj-database-url');
  for (const [style, name] of Object.entries(READING_PACKAGES)) {
    if (new RegExp(`^[ \\t]*(import|from) ${style}\\b`, 'm').test(texts)) names.push(name);
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
  const found = [
    ...[...undeclaredImports(repository)].map(({ package: name }) => name),
    ...missingBackendPackages(repository).map(({ needs }) => needs.package),
  ];
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
