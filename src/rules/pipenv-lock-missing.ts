import { defineRule } from '../check/rule.ts';

export default defineRule<{ others: readonly string[] }>({
  id: 'pipenv-lock-missing',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/package_manager.sh: Pipfile without lock',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/package_manager.sh#L15-L40',
  },
  leadsTo: ['package-manager::pipenv-missing-lockfile'],
  docs: 'There is a Pipfile without a Pipfile.lock.',
  example: { others: [] },
  *check(repository) {
    if (!repository.files.has('Pipfile') || repository.files.has('Pipfile.lock')) return;
    yield {
      at: { file: 'Pipfile', start: 0, end: 0 },
      facts: { others: repository.dependencies.managers.map(({ lockfile }) => lockfile) },
    };
  },
  message: ({ others }) => ({
    what: `There is a Pipfile but no Pipfile.lock${others.length === 0 ? '' : `, next to ${others.join(' and ')}`}.`,
    why: 'A Pipfile without its lock file stops the build with `package-manager::pipenv-missing-lockfile`, whatever other files exist.',
    next:
      others.length === 0
        ? 'Create the lock file and commit it:\n  pipenv lock\n  git add Pipfile.lock'
        : `Lock it with \`pipenv lock\`, or, if you install from ${others[0]}, delete the Pipfile:\n  git rm Pipfile`,
  }),
});
