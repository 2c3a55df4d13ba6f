import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { folderPrefix } from '../python/folder-prefix.ts';
import type { SourceRange } from '../python/source-range.ts';
import { dottedName, walk } from '../python/walk.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import { effectiveValue, knownSetting } from '../queries/settings/production-settings.ts';

interface Facts {
  readonly role: 'worker' | 'beat';
  readonly module: string;
}

export default defineRule<Facts>({
  id: 'celery-worker-missing',
  group: 'processes',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Using Celery on Heroku"',
    url: 'https://devcenter.heroku.com/articles/celery-heroku#deploying-on-heroku',
  },
  docs: 'The project has Celery tasks, and no process type of the Procfile runs them.',
  example: { role: 'worker', module: 'shop' },
  *check(repository) {
    const commands = [...(repository.procfile?.processTypes.values() ?? [])]
      .filter(({ name }) => name !== 'release')
      .map(({ command }) => command);
    // A script or another runner may start it; what tasks do at once needs no worker.
    if (
      commands.length === 0 ||
      commands.some((command) =>
        /\.sh\b|\.\/|\b(bash|sh|honcho|supervisord|make|circusd|overmind)\b/.test(command),
      )
    )
      return;
    if (effectiveValue(repository, 'CELERY_TASK_ALWAYS_EAGER', false) !== false) return;
    const app = celeryApp(repository);
    if (app === undefined || !hasTasks(repository)) return;
    const runs = (role: RegExp): boolean =>
      commands.some((command) => /\bcelery\b|\bcelery_\w+/.test(command) && role.test(command));
    if (!runs(/\bworker\b/)) yield { at: app.at, facts: { role: 'worker', module: app.module } };
    const schedule = knownSetting(repository, 'CELERY_BEAT_SCHEDULE');
    const isPlanned =
      typeof schedule?.value === 'object' &&
      schedule.value !== null &&
      Object.keys(schedule.value).length > 0;
    if (isPlanned && !runs(/\bbeat\b|\s-B\b|\s--beat\b|\bworker\b.*\s-[A-Za-z]*B/))
      yield { at: schedule?.at, facts: { role: 'beat', module: app.module } };
  },
  message: ({ role, module }) =>
    role === 'worker'
      ? {
          what: 'The project has Celery tasks, and the Procfile starts no worker.',
          why: 'Each `.delay()` puts a message into the queue, and nothing takes it out. No error appears, and no task ever runs.',
          next: `Add a process type, then start one dyno of it:\n  worker: celery --app ${module} worker --concurrency 2\n  heroku ps:scale worker=1`,
        }
      : {
          what: 'CELERY_BEAT_SCHEDULE plans tasks, and the Procfile starts no beat.',
          why: 'Without it no task is ever due.',
          next: `Add a process type that runs on one dyno only:\n  beat: celery --app ${module} beat\n  heroku ps:scale beat=1`,
        },
});

/**
 * The call that makes the app of Celery, and the module to name after `--app`: the package, where
 * the call stands in its `celery.py`.
 */
function celeryApp(
  repository: Repository,
): { readonly module: string; readonly at: SourceRange } | undefined {
  const root = repository.djangoProject?.root ?? '';
  const prefix = folderPrefix(root);
  for (const path of repository.files.paths) {
    if (!/\.py$/.test(path) || !path.startsWith(prefix) || /(^|\/)(tests?|docs)\//.test(path))
      continue;
    if (!/\bCelery\(/.test(repository.files.text(path) ?? '')) continue;
    const source = pythonSource(repository, path);
    for (const statement of source?.module.body ?? []) {
      const call =
        statement.kind === 'Assign' && statement.value.kind === 'Call'
          ? statement.value
          : undefined;
      if (call === undefined || !/^(celery\.)?Celery$/.test(dottedName(call.func) ?? '')) continue;
      const module = path
        .slice(prefix.length)
        .replace(/(\/celery|\/__init__)?\.py$/, '')
        .replaceAll('/', '.');
      return { module, at: { file: path, start: call.start, end: call.end } };
    }
  }
  return undefined;
}

/** True when some function of the project is decorated as a task. */
function hasTasks(repository: Repository): boolean {
  return repository.files.paths.some((path) => {
    if (
      !path.endsWith('.py') ||
      /(^|\/)tests?\//.test(path) ||
      !/@\s*(shared_task|[\w.]+\.task)\b/.test(repository.files.text(path) ?? '')
    )
      return false;
    const source = pythonSource(repository, path);
    if (source === undefined) return false;
    return [...walk(source.module)].some(
      (node) =>
        (node.kind === 'FunctionDef' || node.kind === 'AsyncFunctionDef') &&
        node.decorator_list.some((one) =>
          /(^|\.)(shared_task|task)$/.test(dottedName(one.kind === 'Call' ? one.func : one) ?? ''),
        ),
    );
  });
}
