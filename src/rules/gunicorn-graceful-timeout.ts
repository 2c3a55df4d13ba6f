import { defineRule } from '../check/rule.ts';
import { SHUTDOWN_GRACE_S } from '../facts/platform-limits.ts';
import { gunicornSetting, webServers } from '../queries/processes/web-server.ts';

export default defineRule<{ seconds: number }>({
  id: 'gunicorn-graceful-timeout',
  group: 'processes',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'gunicorn documentation, "graceful_timeout"',
    url: 'https://gunicorn.org/reference/settings/#graceful_timeout',
  },
  leadsTo: ['R12', 'H13'],
  docs: 'gunicorn waits longer for its workers than Heroku waits for gunicorn.',
  example: { seconds: 60 },
  *check(repository) {
    for (const server of webServers(repository)) {
      if (server.name !== 'gunicorn') continue;
      const setting = gunicornSetting(repository, server, 'graceful_timeout');
      const seconds = Number(setting?.value);
      // 30 is gunicorn\'s own default and ends together with the platform\'s patience; only more is a
      // decision against it.
      if (setting === undefined || !(seconds > SHUTDOWN_GRACE_S)) continue;
      const at = server.options.get('graceful-timeout')?.valueAt ?? setting.at;
      yield {
        at: setting.at,
        facts: { seconds },
        fix: { title: 'Wait 20 seconds', safety: 'unsafe', edits: [{ ...at, text: '20' }] },
      };
    }
  },
  message: ({ seconds }) => ({
    what: `gunicorn gives its workers ${seconds} seconds to finish (graceful_timeout).`,
    why: `${SHUTDOWN_GRACE_S} seconds after SIGTERM, Heroku kills whatever still runs (R12), so every deploy cuts off requests in progress.`,
    next: 'Stay below that limit:\n  graceful_timeout = 20',
  }),
});
