import { defineRule } from '../check/rule.ts';
import { misnamedProcfiles, webCommandFor } from '../queries/processes/procfile-names.ts';

export default defineRule<{ command: string }>({
  id: 'procfile-missing',
  group: 'processes',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "The Procfile"',
    url: 'https://devcenter.heroku.com/articles/procfile',
  },
  leadsTo: ['H14'],
  docs: 'The root has no Procfile, so Heroku does not know what to start.',
  initFeature: 'procfile',
  example: { command: 'gunicorn shop.wsgi' },
  *check(repository) {
    if (repository.procfile !== undefined || repository.djangoProject === undefined) return;
    // A container app names its processes in heroku.yml; a misnamed file has a finding of its own.
    if (repository.files.has('heroku.yml') || misnamedProcfiles(repository).length > 0) return;
    yield { at: undefined, facts: { command: webCommandFor(repository) } };
  },
  message: ({ command }) => ({
    what: 'The root of the repository has no Procfile.',
    why: 'The Python buildpack starts nothing by itself. Without a `web` process, every request ends in H14, "No web processes running".',
    next: `Run \`dynoready init --only procfile\`, or create a file named exactly Procfile with:\n  web: ${command}`,
  }),
});
