import { defineRule } from '../check/rule.ts';

/**
 * Folders above manage.py at which the build still finds it. Source: buildpack v351, rule for
 * collectstatic; read 2026-11-23.
 */
const DEEPEST_FOLDERS = 2;

export default defineRule<{ path: string }>({
  id: 'manage-py-too-deep',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, bin/steps/collectstatic: the search for manage.py',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/bin/steps/collectstatic#L51-L59',
  },
  docs: 'manage.py is deeper in the repository than the build looks.',
  example: { path: 'apps/web/backend/manage.py' },
  *check(repository) {
    const path = repository.djangoProjects[0]?.managePath;
    if (path === undefined || path.split('/').length - 1 <= DEEPEST_FOLDERS) return;
    yield { at: { file: path, start: 0, end: 0 }, facts: { path } };
  },
  message: ({ path }) => ({
    what: `\`${path}\` is more than ${DEEPEST_FOLDERS} folders deep.`,
    why: 'The build looks for manage.py in the root and two levels below; it does not find this one and skips collectstatic, so no static file is served.',
    next: `Move the project up, or run the step yourself in a file bin/post_compile:\n  python ${path} collectstatic --noinput`,
  }),
});
