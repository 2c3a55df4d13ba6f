import { defineRule } from '../check/rule.ts';
import { managementCommand, processCalls } from '../project/questions/process-commands.ts';

export default defineRule<null>({
  id: 'migrate-in-web',
  group: 'release',
  severity: 'warning',
  since: '0.1.0',
  source: 'Heroku Dev Center, "Release Phase"',
  foretells: ['R10'],
  docs: 'Migrations run each time the `web` process starts.',
  example: null,
  *check(project) {
    for (const call of processCalls(project, 'web')) {
      const command = managementCommand(call);
      if (command?.text === 'migrate') yield { at: call.at, facts: null };
    }
  },
  advise: () => ({
    what: 'The `web` process runs `migrate` before it serves.',
    why: 'Every dyno does so at every restart, several at once race for the same tables, and a long migration lets the dyno miss its 60 seconds to boot.',
    next: 'Move it into a line of its own, which runs once per release and stops a bad one:\n  release: python manage.py migrate --no-input',
  }),
});
