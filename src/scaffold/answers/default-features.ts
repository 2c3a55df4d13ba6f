import type { Repository } from '../../project/repository.ts';
import { isAtLeast } from '../../queries/packages/django-version.ts';
import { storageBackend } from '../../queries/static-files/static-files.ts';
import { djangoSeries } from '../packages/django-series.ts';
import { cacheBackend } from '../settings/missing-settings.ts';
import type { ExtraAnswers } from './optional-features.ts';

/**
 * The extras that the project shows already; all others are off. What is there and sound the
 * entries leave alone.
 */
export function defaultExtras(repository: Repository): ExtraAnswers {
  const { dependencies, djangoProject, files, appJson } = repository;
  const settings = djangoProject?.production;
  const declares = (...names: string[]): boolean =>
    names.some((name) => dependencies.declares(name));
  const web = repository.procfile?.processTypes.get('web')?.command ?? '';
  // A cache that cannot be told is the project's own affair: nothing is asked of the app for it.
  const isCacheUnset = settings === undefined || settings.get('CACHES').state === 'absent';
  const sharesCache = isCacheUnset
    ? declares('django-redis')
    : /redis/i.test(cacheBackend(settings));
  const hasCeleryApp = djangoProject?.references.some(({ kind }) => kind === 'celery') ?? false;
  const isSet = (name: string): boolean =>
    settings !== undefined && settings.get(name).state !== 'absent';
  const mentions = (path: RegExp): boolean =>
    files.paths.some((one) => path.test(one) && /\bdynoready\b/.test(files.text(one) ?? ''));
  return {
    cache: sharesCache ? 'redis' : 'none',
    tasks:
      hasCeleryApp && declares('celery')
        ? 'celery'
        : declares('django-rq')
          ? 'rq'
          : tasksOfDjango(repository)
            ? 'django'
            : 'none',
    server:
      /\basgi\b|\buvicorn\b|\bdaphne\b|\bhypercorn\b/.test(web) ||
      (web === '' && isSet('ASGI_APPLICATION') && declares('channels'))
        ? 'asgi'
        : 'wsgi',
    storage: bucketOf(repository),
    // A server that is written out may be one for development, so nothing is asked of the app by
    // default.
    email: settings?.lookups.some(({ variable }) => variable === 'EMAIL_HOST') ? 'smtp' : 'none',
    sentry: declares('sentry-sdk'),
    csp: isSet('SECURE_CSP') ? 'enforce' : isSet('SECURE_CSP_REPORT_ONLY') ? 'report-only' : 'off',
    health: false,
    reviewApps: appJson?.environments.has('review') ?? false,
    reviewScript: '',
    ci: mentions(/^\.github\/workflows\/[^/]+\.ya?ml$/) ? 'github' : 'none',
    preCommit: mentions(/^\.pre-commit-config\.yaml$/),
  };
}

function tasksOfDjango(repository: Repository): boolean {
  return (
    repository.dependencies.declares('django-tasks-db') &&
    isAtLeast(djangoSeries(repository), '6.0')
  );
}

/** The bucket that uploads go to already. */
function bucketOf(repository: Repository): ExtraAnswers['storage'] {
  if (!/\bs3(boto3?)?\b/i.test(storageBackend(repository, 'default') ?? '')) return 'none';
  return /\bBUCKETEER_/.test(settingsText(repository)) ? 'bucketeer' : 's3';
}

function settingsText({ djangoProject, files }: Repository): string {
  return (djangoProject?.production?.files ?? []).map((path) => files.text(path) ?? '').join('\n');
}
