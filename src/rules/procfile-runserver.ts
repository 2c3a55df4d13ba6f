import { defineRule } from '../check/rule.ts';
import { managementCommand, processCalls } from '../queries/processes/process-commands.ts';
import { webCommandFor } from '../queries/processes/procfile-names.ts';

export default defineRule<{ bound: boolean; command: string }>({
  id: 'procfile-runserver',
  group: 'processes',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "runserver"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/django-admin/#runserver',
  },
  leadsTo: ['R10', 'H20'],
  docs: 'The `web` process starts the development server.',
  initFeature: 'procfile',
  example: { bound: false, command: 'gunicorn shop.wsgi' },
  *check(repository) {
    for (const call of processCalls(repository, 'web')) {
      if (!/^runserver(_plus)?$/.test(managementCommand(call)?.text ?? '')) continue;
      const bound = call.args.some(({ text }) => /^(0\.0\.0\.0|\[::\]|0):\$\{?PORT/.test(text));
      const command = webCommandFor(repository);
      yield {
        at: call.at,
        facts: { bound, command },
        ...(bound ? { severity: 'warning' as const } : {}),
        fix: {
          title: 'Serve with gunicorn',
          safety: 'unsafe',
          edits: [{ ...call.at, text: command }],
        },
      };
    }
  },
  message: ({ bound, command }) => ({
    what: "The `web` process starts Django's development server.",
    why: bound
      ? 'It is made for one developer: it reloads on every file change, has had no security audit, and does not end requests cleanly when a dyno stops.'
      : 'It listens on 127.0.0.1:8000, where the router cannot reach it. A dyno that has not bound `$PORT` after 60 seconds is stopped with R10.',
    next: `Use gunicorn, which binds to $PORT by itself:\n  web: ${command}`,
  }),
});
