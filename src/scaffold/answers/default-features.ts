import type { Project } from '../../project/project.ts';
import { isAtLeast } from '../../queries/packages/django-version.ts';
import { storageBackend } from '../../queries/static-files/static-files.ts';
import { djangoSeries } from '../packages/django-series.ts';
import { cacheBackend } from '../settings/missing-settings.ts';
import type { ExtraAnswers } from './optional-features.ts';

/**
 * The extras that the project shows already; all others are off. What is there and sound the
 * entries leave alone.
 */
export function defaultExtras(project: Project): ExtraAnswers {
  const { dependencies, site, files, appJson } = project;
  const settings = site?.production;
  const declares = (...names: string[]): boolean =>
    names.some((name) => dependencies.declares(name));
  const web = project.procfile?.processTypes.get('web')?.command ?? '';
  // A cache that cannot be told is the project's own affair: nothing is asked of the app for it.
  const isCacheUnset = settings === undefined || settings.get('CACHES').state === 'absent';
  const sharesCache = isCacheUnset
    ? declares('django-redis')
    : /redis/i.test(cacheBackend(settings));
  const hasCeleryApp = site?.references.some(({ kind }) => kind === 'celery') ?? false;
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
          : tasksOfDjango(project)
            ? 'django'
            : 'none',
    server:
      /\basgi\b|\buvicorn\b|\bdaphne\b|\bhypercorn\b/.test(web) ||
      (web === '' && isSet('ASGI_APPLICATION') && declares('channels'))
        ? 'asgi'
        : 'wsgi',
    storage: bucketOf(project),
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

function tasksOfDjango(project: Project): boolean {
  return (
    project.dependencies.declares('django-tasks-db') && isAtLeast(djangoSeries(project), '6.0')
  );
}

/** The bucket that uploads go to already. */
function bucketOf(project: Project): ExtraAnswers['storage'] {
  if (!/\bs3(boto3?)?\b/i.test(storageBackend(project, 'default') ?? '')) return 'none';
  return /\bBUCKETEER_/.test(settingsText(project)) ? 'bucketeer' : 's3';
}

function settingsText({ site, files }: Project): string {
  return (site?.production?.files ?? []).map((path) => files.text(path) ?? '').join('\n');
}
