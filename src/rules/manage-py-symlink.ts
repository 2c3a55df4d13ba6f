import { defineRule } from '../check/rule.ts';

export default defineRule<{ path: string; target: string }>({
  id: 'manage-py-symlink',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-python v351, bin/steps/collectstatic: the search for manage.py',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/bin/steps/collectstatic#L51-L59',
  },
  docs: 'manage.py is a symbolic link, which the build does not see.',
  example: { path: 'manage.py', target: 'src/manage.py' },
  *check(repository) {
    const { symlinks, paths } = repository.files;
    const isReal = (path: string) =>
      /(^|\/)manage\.py$/.test(path) && !symlinks.has(path) && path.split('/').length <= 3;
    if (paths.some(isReal)) return;
    for (const [path, target] of symlinks) {
      if (/(^|\/)manage\.py$/.test(path))
        yield { at: { file: path, start: 0, end: 0 }, facts: { path, target } };
    }
  },
  message: ({ path, target }) => ({
    what: `\`${path}\` is a symbolic link to \`${target}\`.`,
    why: 'The build accepts only a regular file as manage.py. It skips collectstatic, so no static file is served.',
    next: `Replace the link with the file:\n  rm ${path}\n  cp ${target} ${path}`,
  }),
});
