import { defineRule } from '../check/rule.ts';
import { manageScripts } from '../project/django/manage-scripts.ts';

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
  docs: 'manage.py sets no settings module, so its commands need a config var.',
  example: { manage: 'manage.py', module: 'shop.settings' },
  *check(repository) {
    const { djangoProject, appJson, files } = repository;
    if (djangoProject === undefined || appJson?.env.has('DJANGO_SETTINGS_MODULE')) return;
    // A container or a library such as django-configurations names them in a way of its own.
    const speaks = manageScripts(files, djangoProject.managePath).some((path) =>
      /settings|configurations|environ/i.test(files.text(path) ?? ''),
    );
    if (speaks || files.has('heroku.yml')) return;
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
