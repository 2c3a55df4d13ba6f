import { defineRule, fixFrom } from '../check/rule.ts';
import { addRequirement } from '../edits/requirements.ts';
import { editableRequirements } from '../queries/packages/requirements-file.ts';
import { gunicornSetting, webServers } from '../queries/processes/web-server.ts';

interface Facts {
  readonly worker: string;
  readonly package: string;
}

/** Packages by the worker classes that need them. Source: gunicorn's worker_class; read 2026-11-30. */
const PACKAGES: readonly (readonly [RegExp, string])[] = [
  [/^uvicorn\.workers\./, 'uvicorn'],
  [/^uvicorn_worker\./, 'uvicorn-worker'],
  [/^(gevent|gevent_wsgi|gevent_pywsgi)$|^gunicorn\.workers\.ggevent\./, 'gevent'],
  [/^tornado$|^gunicorn\.workers\.gtornado\./, 'tornado'],
  [/^aiohttp\./, 'aiohttp'],
  [/^meinheld\.|^egg:meinheld/, 'meinheld'],
];

export default defineRule<Facts>({
  id: 'worker-class-undeclared',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'gunicorn documentation, "Settings": worker_class',
    url: 'https://gunicorn.org/reference/settings/#worker_class',
  },
  leadsTo: ['H10'],
  docs: 'gunicorn is told to use a worker class whose package is not declared.',
  example: { worker: 'uvicorn.workers.UvicornWorker', package: 'uvicorn' },
  *check(repository) {
    const { dependencies } = repository;
    if (dependencies.managers.length === 0) return;
    for (const server of webServers(repository)) {
      const worker =
        server.name === 'gunicorn'
          ? gunicornSetting(repository, server, 'worker_class')
          : undefined;
      if (typeof worker?.value !== 'string') continue;
      const name = PACKAGES.find(([pattern]) => pattern.test(String(worker.value)))?.[1];
      if (name === undefined || dependencies.declares(name)) continue;
      const file = editableRequirements(repository);
      const text = file === undefined ? undefined : repository.files.text(file);
      const result = text === undefined ? undefined : addRequirement(text, { name, specifier: '' });
      yield {
        at: worker.at,
        facts: { worker: worker.value, package: name },
        ...fixFrom(`Declare ${name}`, 'unsafe', file, result),
      };
    }
  },
  message: ({ worker, package: name }) => ({
    what: `gunicorn uses the worker \`${worker}\`, and its package \`${name}\` is not declared.`,
    why: 'gunicorn stops with "class uri … invalid or not found" and ModuleNotFoundError: the dyno crashes at every start, and every request ends in H10.',
    next: `Add it to the main dependencies:\n  ${name}`,
  }),
});
