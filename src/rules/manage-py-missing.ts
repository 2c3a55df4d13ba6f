import { defineRule } from '../check/rule.ts';
import { templateFile } from '../queries/apps/project-template.ts';

export default defineRule<null>({
  id: 'manage-py-missing',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Django and Static Assets": collectstatic during builds',
    url: 'https://devcenter.heroku.com/articles/django-assets#collectstatic-during-builds',
  },
  docs: 'Django is declared, but no manage.py would be pushed.',
  example: null,
  *check(repository) {
    const { djangoProjects, dependencies, files } = repository;
    const usesDjango =
      dependencies.declares('django') &&
      files.paths.some((path) => /(^|\/)(wsgi|asgi|settings)\.py$/.test(path));
    // The manage.py of a template is there, with names to be filled in.
    if (
      djangoProjects.length === 0 &&
      usesDjango &&
      files.symlinks.size === 0 &&
      templateFile(repository) === undefined
    )
      yield { at: undefined, facts: null };
  },
  message: () => ({
    what: 'The project depends on Django, but there is no manage.py among the files that git would push.',
    why: 'The build skips collectstatic silently, and no process can run `python manage.py migrate`.',
    next: 'Commit manage.py. If git ignores it, this names the line that does:\n  git check-ignore -v manage.py',
  }),
});
