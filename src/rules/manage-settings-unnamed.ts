import { defineRule } from '../check/rule.ts';
import { managesWithoutSettings } from '../queries/settings/manage-settings.ts';

export default defineRule<{ manage: string; module: string }>({
  id: 'manage-settings-unnamed',
  group: 'settings',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "django-admin and manage.py"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/django-admin/',
  },
  leadsTo: ['collectstatic-other'],
  initFeature: 'settings',
  docs: 'manage.py sets no settings module, so its commands need a config var.',
  example: { manage: 'manage.py', module: 'shop.settings' },
  *check(repository) {
    const { djangoProject, appJson } = repository;
    if (djangoProject === undefined || appJson?.env.has('DJANGO_SETTINGS_MODULE')) return;
    if (!managesWithoutSettings(repository)) return;
    yield {
      at: { file: djangoProject.managePath, start: 0, end: 0 },
      facts: {
        manage: djangoProject.managePath,
        module: djangoProject.productionModule?.value ?? 'mysite.settings',
      },
    };
  },
  message: ({ manage, module }) => ({
    what: `${manage} names no settings module.`,
    why: 'Without the config var DJANGO_SETTINGS_MODULE, manage.py has no collectstatic command, and the build stops with `collectstatic-other`.',
    next: `Name the module before Django starts, in ${manage}:\n  os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}")`,
  }),
});
