import { defineRule } from '../check/rule.ts';
import { earlyQueries } from '../queries/apps/early-queries.ts';
import { openedEarly } from '../queries/apps/opened-before-fork.ts';
import { closesBeforeFork, preloadingServer } from '../queries/processes/preloading-server.ts';

export default defineRule<{ called: string | undefined; preload: string }>({
  id: 'connection-before-fork',
  group: 'processes',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'PostgreSQL documentation, "libpq": database connection control functions',
    url: 'https://www.postgresql.org/docs/current/libpq-connect.html',
  },
  leadsTo: ['H12', 'R12'],
  docs: 'gunicorn loads the app before it forks, and the app opens a connection while it loads.',
  example: { called: undefined, preload: 'gunicorn.conf.py' },
  *check(repository) {
    const preload = preloadingServer(repository);
    if (preload === undefined || closesBeforeFork(repository)) return;
    const opened = openedEarly(repository).filter(({ kind }) => kind === 'connection');
    for (const { at, called } of [...earlyQueries(repository), ...opened].map((one) => ({
      at: one.at,
      called: 'called' in one ? one.called : undefined,
    }))) {
      const body = repository.files.text(at.file) ?? '';
      if (/connections?(\[[^\]]*\])?\.close(_all)?\(/.test(body)) continue;
      // MongoDB's client warns, and opens another connection in each worker.
      const severity = /MongoClient$/.test(called ?? '') ? 'warning' : 'error';
      yield { at, facts: { called, preload: preload.file }, severity };
    }
  },
  message: ({ called, preload }) => ({
    what: `${called === undefined ? 'This query' : `\`${called}\``} opens a connection while the app loads, and gunicorn loads it before it forks (${preload}).`,
    why: 'Every worker inherits the same connection: answers get mixed up, requests hang until H12, or fail with "SSL error: decryption failed or bad record mac". The threads of a pool exist in none of the workers.',
    next: `Open it in the worker, when it is first needed, or switch preload_app off, or close it before the fork, in gunicorn.conf.py:\n  def pre_fork(server, worker):\n      from django.db import connections\n      connections.close_all()`,
  }),
});
