import { defineRule } from '../check/rule.ts';
import { folderPrefix } from '../python/folder-prefix.ts';
import { setsNothing } from '../queries/settings/production-settings.ts';

export default defineRule<{ module: string; file: string | undefined }>({
  id: 'settings-module-missing',
  group: 'settings',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Designating the settings"',
    url: 'https://docs.djangoproject.com/en/6.1/topics/settings/#designating-the-settings',
  },
  leadsTo: ['collectstatic-other', 'H10'],
  docs: 'The settings module that is named is not in the repository, or sets nothing.',
  example: { module: 'shop.settings.production', file: undefined },
  *check(repository) {
    const { djangoProject } = repository;
    if (djangoProject?.production === undefined || djangoProject.productionModule === undefined)
      return;
    // A container names its own module in heroku.yml or its image; manage.py is then not what
    // starts the app.
    if (
      repository.files.has('heroku.yml') &&
      djangoProject.productionModule.at.file === djangoProject.managePath
    )
      return;
    // app.json speaks of the one site that the app starts.
    const { module } = djangoProject.production;
    if (
      repository.djangoProjects.some(
        (other) =>
          other.productionModule?.value === module &&
          other.production?.file !== undefined &&
          other !== djangoProject,
      )
    )
      return;
    const { file } = djangoProject.production;
    if (file !== undefined) {
      if (setsNothing(djangoProject.production))
        yield {
          at: djangoProject.productionModule.at,
          facts: { module: djangoProject.production.module, file },
        };
      return;
    }
    // A module of an installed package is possible, but then its first part is no folder here.
    const top = djangoProject.production.module.split('.')[0] ?? '';
    const prefix = folderPrefix(djangoProject.root);
    if (
      !repository.files.paths.some(
        (path) => path.startsWith(`${prefix}${top}/`) || path === `${prefix}${top}.py`,
      )
    )
      return;
    yield {
      at: djangoProject.productionModule.at,
      facts: { module: djangoProject.production.module, file },
    };
  },
  message: ({ module, file }) => ({
    what:
      file === undefined
        ? `The settings module \`${module}\` is named here, and git would push no such module.`
        : `The settings module \`${module}\` is named here, and ${file} sets nothing.`,
    why:
      file === undefined
        ? 'Neither collectstatic nor any process can start without its settings. The build stops with `collectstatic-other`.'
        : 'Without INSTALLED_APPS manage.py has no collectstatic command, and the build stops with `collectstatic-other`; without ROOT_URLCONF no request is answered.',
    next:
      file === undefined
        ? 'Name the module that exists, or commit it if git ignores it:\n  git status --ignored'
        : 'Name the module that holds the settings, here or as a config var:\n  heroku config:set DJANGO_SETTINGS_MODULE=shop.settings.production',
  }),
});
