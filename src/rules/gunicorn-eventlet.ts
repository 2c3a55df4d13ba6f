import { defineRule } from '../check/rule.ts';
import { gunicornSetting, webServers } from '../queries/processes/web-server.ts';

/**
 * The gunicorn major release that removed the worker. Source: gunicorn 26.0 changelog; read
 * 2026-11-23.
 */
const REMOVED_IN = 26;

export default defineRule<null>({
  id: 'gunicorn-eventlet',
  group: 'processes',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'gunicorn changelog, "26.0.0": the eventlet worker is removed',
    url: 'https://gunicorn.org/2026-news/#2600-2026-05-05',
  },
  leadsTo: ['H10'],
  docs: 'gunicorn is configured with the eventlet worker, which 26.0 removed.',
  example: null,
  *check(repository) {
    const locked = repository.dependencies.locked.get('gunicorn')?.value;
    const bound = /<\s*(\d+)/.exec(repository.dependencies.find('gunicorn')?.specifier ?? '')?.[1];
    if (
      locked !== undefined
        ? Number.parseInt(locked, 10) < REMOVED_IN
        : bound !== undefined && Number(bound) <= REMOVED_IN
    )
      return;
    for (const server of webServers(repository)) {
      if (server.name !== 'gunicorn') continue;
      const worker = gunicornSetting(repository, server, 'worker_class');
      if (worker === undefined || !/(^|\.)eventlet$/i.test(String(worker.value))) continue;
      const option = server.options.get('worker-class');
      const edit =
        option === undefined
          ? { ...worker.at, text: '"gthread"' }
          : { ...option.valueAt, text: 'gthread' };
      yield {
        at: worker.at,
        facts: null,
        fix: { title: 'Take threads', safety: 'unsafe', edits: [edit] },
      };
    }
  },
  message: () => ({
    what: 'gunicorn is configured with the `eventlet` worker.',
    why: `gunicorn ${REMOVED_IN} removed it: the server stops at once with an unknown worker class, and every request ends in H10.`,
    next: 'Use threads, which suit Django and need no package, or gevent:\n  --worker-class gthread --threads 5',
  }),
});
