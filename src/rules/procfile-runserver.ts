import { defineRule } from '../check/rule.ts';
import { managementCommand, processCalls } from '../queries/processes/process-commands.ts';
import { webCommandFor } from '../queries/processes/procfile-names.ts';

export default defineRule<{ bound: boolean; address: string; command: string }>({
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
  example: { bound: false, address: '127.0.0.1:8000', command: 'gunicorn shop.wsgi' },
  *check(repository) {
    for (const call of processCalls(repository, 'web')) {
      if (!/^runserver(_plus)?$/.test(managementCommand(call)?.text ?? '')) continue;
      const address = addressOf(call.args.map(({ text }) => text));
      const bound = /^(0\.0\.0\.0|\[::\]):\$\{?PORT/.test(address);
      const command = webCommandFor(repository);
      yield {
        at: call.at,
        facts: { bound, address, command },
        ...(bound ? { severity: 'warning' as const } : {}),
        fix: {
          title: 'Serve with gunicorn',
          safety: 'unsafe',
          edits: [{ ...call.at, text: command }],
        },
      };
    }
  },
  message: ({ bound, address, command }) => ({
    what: "The `web` process starts Django's development server.",
    why: bound
      ? 'It is made for one developer: it reloads on every file change, has had no security audit, and does not end requests cleanly when a dyno stops.'
      : `It listens on ${address}, where the router cannot reach it. A dyno that has not bound \`$PORT\` after 60 seconds is stopped with R10.`,
    next: `Use gunicorn, which binds to $PORT by itself:\n  web: ${command}`,
  }),
});

/**
 * The address that runserver listens on for these words: a port alone is one of this machine, and 0
 * is short for 0.0.0.0. Source: Django 6.1, core/management/commands/runserver.py; read 2026-11-30.
 */
function addressOf(words: readonly string[]): string {
  const after = words.slice(words.findIndex((word) => /^runserver(_plus)?$/.test(word)) + 1);
  const given = after.find((word) => /^(?:[\w.$[\]{}-]*:)*(?:\d+|\$\{?PORT\b.*)$/.test(word));
  const isIpv6 = after.some((word) => word === '--ipv6' || word === '-6');
  const local = isIpv6 ? '[::1]' : '127.0.0.1';
  if (given === undefined) return `${local}:8000`;
  if (!given.includes(':')) return `${local}:${given}`;
  return given.replace(/^0:/, '0.0.0.0:');
}
