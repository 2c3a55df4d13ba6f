import { defineRule } from '../check/rule.ts';

export default defineRule<{ module: string }>({
  id: 'settings-module-missing',
  group: 'settings',
  severity: 'error',
  since: '0.1.0',
  source: 'Django documentation, "Designating the settings": DJANGO_SETTINGS_MODULE',
  foretells: ['collectstatic-other', 'H10'],
  docs: 'A settings module is named that is not in the repository.',
  example: { module: 'shop.settings.production' },
  *check(project) {
    const { site } = project;
    if (site?.production === undefined || site.production.file !== undefined || site.productionModule === undefined) return;
    // A module of an installed package is possible, but then its first part is no folder here.
    const top = site.production.module.split('.')[0] ?? '';
    const prefix = site.root === '' ? '' : `${site.root}/`;
    if (!project.files.paths.some((path) => path.startsWith(`${prefix}${top}/`) || path === `${prefix}${top}.py`)) return;
    yield { at: site.productionModule.at, facts: { module: site.production.module } };
  },
  advise: ({ module }) => ({
    what: `The settings module \`${module}\` is named here, and git would push no such module.`,
    why: 'Neither collectstatic nor any process can start without its settings: the build stops with `collectstatic-other`.',
    next: 'Name the module that exists, or commit it if git ignores it:\n  git status --ignored',
  }),
});
