import { defineRule, fixFrom } from '../check/rule.ts';
import { replaceSettingsModule } from '../edits/python/settings-reference.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import { productionSettings } from '../queries/settings/production-settings.ts';
import {
  isDevelopmentModule,
  productionNamedModules,
} from '../queries/settings/settings-modules.ts';

export default defineRule<{ module: string; better: string | undefined }>({
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
  example: { module: 'shop.settings.local', better: 'shop.settings.heroku' },
  *check(repository) {
    const settings = productionSettings(repository);
    if (settings === undefined || !isDevelopmentModule(repository)) return;
    const facts = { module: settings.module, better: productionNamedModules(repository)[0] };
    const at = repository.djangoProject?.productionModule?.at;
    const source = at && pythonSource(repository, at.file);
    // manage.py is meant for development: it may go on naming this module.
    const mayChange =
      facts.better !== undefined && at?.file !== repository.djangoProject?.managePath;
    const result =
      source && mayChange
        ? replaceSettingsModule(source, settings.module, facts.better ?? '')
        : undefined;
    yield { at, facts, ...fixFrom(`Name ${facts.better}`, 'unsafe', at?.file, result) };
  },
  message: ({ module, better }) => ({
    what: `A dyno would import \`${module}\`, settings for development with DEBUG on.`,
    why: "If one config var is forgotten, the public site runs with DEBUG on and a laptop's database.",
    next: `Let wsgi.py (and asgi.py) name the production module, and manage.py the one for development:\n  os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${better ?? `${module.split('.').slice(0, -1).join('.')}.production`}")`,
  }),
});
