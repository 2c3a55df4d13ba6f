import { defineRule } from '../check/rule.ts';
import { isPythonBuildpack } from '../facts/buildpacks.ts';

export default defineRule<{ buildpack: string; first: string }>({
  id: 'buildpack-python-twice',
  group: 'app-json',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, lib/checks.sh',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/lib/checks.sh',
  },
  leadsTo: ['checks::duplicate-python-buildpack'],
  docs: 'app.json lists the Python buildpack twice.',
  example: {
    buildpack: 'https://github.com/heroku/heroku-buildpack-python',
    first: 'heroku/python',
  },
  *check({ appJson }) {
    const python = (appJson?.buildpacks ?? []).filter(({ value }) => isPythonBuildpack(value));
    const [first, ...others] = python;
    for (const { value, at } of others)
      yield { at, facts: { buildpack: value, first: first?.value ?? '' } };
  },
  message: ({ buildpack, first }) => ({
    what: `app.json lists \`${buildpack}\`, and \`${first}\` is the same buildpack.`,
    why: 'The second one finds the Python of the first and stops the build.',
    next: 'Keep one of them:\n  "buildpacks": [{ "url": "heroku/python" }]',
  }),
});
