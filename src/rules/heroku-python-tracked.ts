import { defineRule } from '../check/rule.ts';

export default defineRule<{ path: string }>({
  id: 'heroku-python-tracked',
  group: 'repository',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/checks.sh: existing .heroku/python',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/checks.sh#L75-L103',
  },
  leadsTo: ['checks::existing-python-dir'],
  docs: 'The folder `.heroku/python`, where the build puts its own Python, is part of what git would push.',
  example: { path: '.heroku/python/bin/python' },
  *check(repository) {
    const path = repository.files.paths.find(
      (one) => one === '.heroku/python' || one.startsWith('.heroku/python/'),
    );
    if (path !== undefined) yield { at: { file: path, start: 0, end: 0 }, facts: { path } };
  },
  message: ({ path }) => ({
    what: `\`${path}\` would be pushed.`,
    why: 'The build installs its own Python into `.heroku/python`, finds that folder already there, and stops with `checks::existing-python-dir`.',
    next: 'Remove the folder from git:\n  git rm -r --cached .heroku/python',
  }),
});
