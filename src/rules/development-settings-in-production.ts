import { defineRule, fixFrom } from '../check/rule.ts';
import { replaceSettingsModule } from '../edits/python/settings-reference.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import {
  type DevelopmentModule,
  developmentModuleInProduction,
} from '../queries/settings/production-module.ts';

export default defineRule<DevelopmentModule>({
  id: 'development-settings-in-production',
  group: 'settings',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Designating the settings"',
    url: 'https://docs.djangoproject.com/en/6.1/topics/settings/#designating-the-settings',
  },
  docs: "The dyno's processes import the development settings.",
  initFeature: 'settings',
  example: { module: 'shop.settings.local', debug: true, better: 'shop.settings.heroku' },
  *check(repository) {
    const facts = developmentModuleInProduction(repository);
    if (facts === undefined) return;
    const at = repository.djangoProject?.productionModule?.at;
    const source = at && pythonSource(repository, at.file);
    // manage.py is meant for development: it may go on naming this module.
    const mayChange =
      facts.better !== undefined && at?.file !== repository.djangoProject?.managePath;
    const result =
      source && mayChange
        ? replaceSettingsModule(source, facts.module, facts.better ?? '')
        : undefined;
    yield { at, facts, ...fixFrom(`Name ${facts.better}`, 'unsafe', at?.file, result) };
  },
  message: ({ module, debug, better }) => ({
    what: debug
      ? `A dyno would import \`${module}\`, settings for development with DEBUG on.`
      : `A dyno would import \`${module}\`, and nothing uses \`${better}\`.`,
    why: debug
      ? "If one config var is forgotten, the public site runs with DEBUG on and a laptop's database."
      : 'If one config var is forgotten, the public site runs without its production settings.',
    next: `Let wsgi.py (and asgi.py) name the production module, and manage.py the one for development:\n  os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${better ?? `${module.split('.').slice(0, -1).join('.')}.production`}")`,
  }),
});
