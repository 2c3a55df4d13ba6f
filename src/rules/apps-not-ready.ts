import { defineRule } from '../check/rule.ts';
import { earlyImports } from '../queries/apps/apps-not-ready.ts';

export default defineRule<{ module: string; needs: string; file: string }>({
  id: 'apps-not-ready',
  group: 'processes',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Channels documentation, "Deploying": configuring the ASGI application',
    url: 'https://channels.readthedocs.io/en/stable/deploying.html#configuring-the-asgi-application',
  },
  leadsTo: ['H10'],
  docs: 'The module that a process starts with imports models before Django has loaded its apps.',
  example: { module: 'orders.consumers', needs: 'orders/models.py', file: 'shop/asgi.py' },
  *check(repository) {
    for (const { module, needs, at } of earlyImports(repository))
      yield { at, facts: { module, needs, file: at.file } };
  },
  message: ({ module, needs, file }) => ({
    what: `\`${module}\` is imported here, which needs the models of \`${needs}\`, and no app is loaded yet.`,
    why: '`runserver` and manage.py load the apps before they import this file, a server does not: it stops with AppRegistryNotReady, and every request ends in H10.',
    next: /celery/.test(file)
      ? 'Import models inside of the tasks, or in modules that `autodiscover_tasks` loads.'
      : 'Call `get_asgi_application()` or `get_wsgi_application()` first, and import below it:\n  http = get_asgi_application()\n\n  from orders.consumers import OrderConsumer  # noqa: E402',
  }),
});
