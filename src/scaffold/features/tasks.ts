import { addProcess } from '../../edits/procfile.ts';
import { insertListItem } from '../../edits/python/list-items.ts';
import { addSetting } from '../../edits/python/setting.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { isAtLeast } from '../../queries/packages/django-version.ts';
import type { Answers } from '../answers/answers.ts';
import { djangoSeries } from '../packages/django-series.ts';
import {
  type FeatureContext,
  moduleOf,
  packageFile,
  reasons,
  type WriteEntry,
} from '../plan/feature.ts';
import { addImports } from '../settings/imports.ts';
import { acceptCertificateOfBroker, addRedisAddress } from '../settings/redis-address.ts';
import { editSettingsFile, fileOfSetting } from '../settings/shared-settings.ts';
import { findCeleryApp } from './celery-app.ts';

const because = reasons('tasks');
const REASON = because('tasks: slow work runs in a worker, so requests do not wait for it');

/**
 * Background tasks: what the queue needs in the settings. The worker's line is in `writeWorker`,
 * which runs once the Procfile is there.
 */
export const writeTasks: WriteEntry = (context) => {
  const { answers } = context;
  if (answers.tasks === 'celery') writeCelery(context);
  if (answers.tasks === 'rq') writeRq(context);
  if (answers.tasks === 'django') writeDjangoTasks(context);
};

function writeCelery(context: FeatureContext): void {
  const { settings, production, render, layout, development } = context;
  if (findCeleryApp(context) === undefined && !writeCeleryApp(context)) return;
  const isSet = ['CELERY_BROKER_URL', 'BROKER_URL', 'broker_url'].some(
    (name) => settings.get(name).state !== 'absent',
  );
  if (isSet) {
    acceptCertificateOfBroker(
      context,
      because('tasks: the self-signed certificate of Heroku Key-Value Store cannot be verified'),
    );
    return;
  }
  addRedisAddress(context, REASON);
  production.add({
    reason: REASON,
    imports: ['import ssl'],
    body: render('project/package/settings/heroku/celery.py'),
  });
  if (layout.mode === 'split') {
    development.statements.push(
      '# Run tasks immediately, in the process that calls them: development needs no broker.\nCELERY_TASK_ALWAYS_EAGER = True',
    );
  }
}

/**
 * Writes celery.py, and imports it where Django starts, so that `@shared_task` finds the app. False
 * when that is left to the person.
 */
function writeCeleryApp({ djangoProject, draft, layout, render }: FeatureContext): boolean {
  const [init, app] = [
    packageFile(djangoProject, '__init__.py'),
    packageFile(djangoProject, 'celery.py'),
  ];
  if (init === undefined || app === undefined) {
    const next =
      'Write a celery.py next to the settings, then run: dynoready init --only tasks --tasks celery';
    draft.decline({
      entry: 'tasks',
      path: undefined,
      because: "the project's package was not found",
      next,
    });
    return false;
  }
  const text = draft.text(init) ?? '';
  const imported = addImports(init, text, ['from .celery import app']);
  if (!imported.ok) {
    const next = 'Import the Celery app there: from .celery import app as celery_app';
    draft.decline({ entry: 'tasks', path: init, because: imported.because, next });
    return false;
  }
  const name = djangoProject.package!.split('.')[0]!;
  draft.write(
    app,
    render('project/package/celery.py', { name, settingsModule: layout.developmentModule }),
    because('the worker and the web process share this Celery app'),
  );
  const listed = imported.text.replace(
    /^from \.celery import app$/m,
    'from .celery import app as celery_app',
  );
  const all = /^__all__\s*=/m.test(listed)
    ? listed
    : `${listed.trimEnd()}\n\n__all__ = ["celery_app"]\n`;
  draft.write(init, all, because('loads the Celery app whenever Django starts'));
  return true;
}

function writeRq(context: FeatureContext): void {
  const { settings, production, render } = context;
  if (!listApp(context, 'django_rq')) return;
  if (settings.get('RQ_QUEUES').state !== 'absent') return;
  const shared = editSettingsFile(
    context,
    fileOfSetting(context, 'INSTALLED_APPS'),
    (source) =>
      addSetting(source, 'RQ_QUEUES', '{"default": {"URL": "redis://localhost:6379"}}', {
        after: 'INSTALLED_APPS',
      }),
    because('RQ_QUEUES: django-rq does not start without it'),
    'Set RQ_QUEUES = {"default": {"URL": "redis://localhost:6379"}} in the shared settings.',
  );
  if (!shared) return;
  addRedisAddress(context, REASON);
  production.add({
    reason: REASON,
    imports: [],
    body: render('project/package/settings/heroku/rq.py'),
  });
}

function writeDjangoTasks(context: FeatureContext): void {
  const { settings, repository, draft, production, render } = context;
  const series = djangoSeries(repository);
  if (!isAtLeast(series, '6.0')) {
    draft.decline({
      entry: 'tasks',
      path: undefined,
      because: `Django ${series} has no task framework, which Django 6.0 added`,
      next: 'Choose Celery or RQ (--tasks celery, --tasks rq), or upgrade to Django 6.0 first.',
    });
    return;
  }
  if (!listApp(context, 'django_tasks_db') || settings.get('TASKS').state !== 'absent') return;
  production.add({
    reason: REASON,
    imports: [],
    body: render('project/package/settings/heroku/tasks.py'),
  });
}

function listApp(context: FeatureContext, app: string): boolean {
  return editSettingsFile(
    context,
    fileOfSetting(context, 'INSTALLED_APPS'),
    (source) => insertListItem(source, 'INSTALLED_APPS', app, { otherwise: 'last' }),
    because(`INSTALLED_APPS: ${app} provides the worker command`),
    `Add "${app}" to INSTALLED_APPS.`,
  );
}

/**
 * The process type that works the tasks off, for a project that has such a queue and no line that
 * starts its worker.
 */
export const writeWorker: WriteEntry = (context) => {
  const { answers, draft, repository } = context;
  const command = workerCommand(answers.tasks, context);
  const text = draft.text('Procfile');
  if (command === undefined || text === undefined) return;
  const processes = [...(repository.procfile?.processTypes.values() ?? [])];
  if (processes.some((process) => STARTS_WORKER.test(process.command))) return;
  const added = addProcess(text, 'worker', command);
  if (!added.ok) return;
  draft.write('Procfile', applyEdits(text, added.edits), because('worker: runs the queued tasks'));
  draft.note('heroku ps:scale worker=1    (after the first push)');
};

const STARTS_WORKER = /\bcelery\b.*\bworker\b|\brqworker\b|\bdb_worker\b|\brq\s+worker\b/;

/**
 * The worker's command; undefined without a queue. A worker process for each core would not fit
 * into the memory of a small dyno.
 */
function workerCommand(tasks: Answers['tasks'], context: FeatureContext): string | undefined {
  const { djangoProject } = context;
  if (tasks === 'rq') return `python ${djangoProject.managePath} rqworker default`;
  if (tasks === 'django') return `python ${djangoProject.managePath} db_worker`;
  const app = tasks === 'celery' ? findCeleryApp(context) : undefined;
  if (app === undefined) return undefined;
  const folder = djangoProject.root === '' ? '' : `--workdir ${djangoProject.root} `;
  const name = moduleOf(djangoProject, app).replace(/\.celery$/, '');
  // Celery takes SIGTERM, which the platform sends to all, for the end of its running tasks;
  // SIGQUIT hands them back to the queue.
  return `REMAP_SIGTERM=SIGQUIT celery ${folder}--app ${name} worker --loglevel INFO --concurrency \${WEB_CONCURRENCY:-2}`;
}
