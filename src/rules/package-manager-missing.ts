import { defineRule } from '../check/rule.ts';
import { djangoCycles } from '../facts/django-series.ts';
import { nextSeries, seriesOfStart } from '../queries/packages/django-version.ts';

export default defineRule<{ present: readonly string[]; django: string }>({
  id: 'package-manager-missing',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, README: application requirements',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/README.md#application-requirements',
  },
  leadsTo: ['detect', 'package-manager::none-found', 'package-manager::setup-py-only'],
  docs: 'The root has none of the files that tell the build how to install dependencies.',
  initFeature: 'dependencies',
  example: { present: ['pyproject.toml'], django: 'Django>=6.1,<6.2' },
  *check(repository) {
    const { files, dependencies } = repository;
    // A Pipfile without its lock has a finding of its own.
    if (dependencies.managers.length > 0 || files.has('Pipfile') || files.has('heroku.yml')) return;
    if (!files.paths.some((path) => /(^|\/)manage\.py$/.test(path))) return;
    const present = ['pyproject.toml', 'setup.py', 'pdm.lock'].filter((path) => files.has(path));
    const series = seriesOfStart(repository) ?? djangoCycles().at(-1)!.cycle;
    yield { at: undefined, facts: { present, django: `Django>=${series},<${nextSeries(series)}` } };
  },
  message: ({ present, django }) => ({
    what: `The root has no requirements.txt, uv.lock, poetry.lock or Pipfile.lock${present.length === 0 ? '' : `, only ${present.join(' and ')}`}.`,
    why: `The build does not know what to install and stops with \`package-manager::${present.includes('setup.py') ? 'setup-py-only' : 'none-found'}\`.`,
    next: `Run \`dynoready init --only dependencies\`, or list what production imports in requirements.txt:\n  ${django}\n  gunicorn>=27,<28`,
  }),
});
