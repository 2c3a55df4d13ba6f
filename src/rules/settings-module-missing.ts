import { defineRule } from '../check/rule.ts';
import { folderPrefix } from '../python/folder-prefix.ts';
import { setsNothing } from '../queries/settings/production-settings.ts';

export default defineRule<{ module: string; file: string | undefined }>({
  id: 'settings-module-missing',
  group: 'settings',
  severity: 'error',
  since: '0.1.0',
  source: 'Django documentation, "Designating the settings": DJANGO_SETTINGS_MODULE',
  foretells: ['collectstatic-other', 'H10'],
  docs: 'A settings module is named that is not in the repository, or that sets nothing.',
  example: { module: 'shop.settings.production', file: undefined },
  *check(project) {
    const { site } = project;
    if (site?.production === undefined || site.productionModule === undefined) return;
    // A container names its own module in heroku.yml or its image; manage.py is then not what
    // starts the app.
    if (project.files.has('heroku.yml') && site.productionModule.at.file === site.managePath)
      return;
    // app.json speaks of the one site that the app starts.
    const { module } = site.production;
    if (
      project.sites.some(
        (other) =>
          other.productionModule?.value === module &&
          other.production?.file !== undefined &&
          other !== site,
      )
    )
      return;
    const { file } = site.production;
    if (file !== undefined) {
      if (setsNothing(site.production))
        yield { at: site.productionModule.at, facts: { module: site.production.module, file } };
      return;
    }
    // A module of an installed package is possible, but then its first part is no folder here.
    const top = site.production.module.split('.')[0] ?? '';
    const prefix = folderPrefix(site.root);
    if (
      !project.files.paths.some(
        (path) => path.startsWith(`${prefix}${top}/`) || path === `${prefix}${top}.py`,
      )
    )
      return;
    yield { at: site.productionModule.at, facts: { module: site.production.module, file } };
  },
  advise: ({ module, file }) => ({
    what:
      file === undefined
        ? `The settings module \`${module}\` is named here, and git would push no such module.`
        : `The settings module \`${module}\` is named here, and ${file} sets nothing.`,
    why:
      file === undefined
        ? 'Neither collectstatic nor any process can start without its settings: the build stops with `collectstatic-other`.'
        : 'Without INSTALLED_APPS there is no command collectstatic, and the build stops with `collectstatic-other`; without ROOT_URLCONF no request is answered.',
    next:
      file === undefined
        ? 'Name the module that exists, or commit it if git ignores it:\n  git status --ignored'
        : 'Name the module that holds the settings, here or as a config var:\n  heroku config:set DJANGO_SETTINGS_MODULE=shop.settings.production',
  }),
});
