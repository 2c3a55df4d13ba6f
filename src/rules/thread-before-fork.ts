import { defineRule } from '../check/rule.ts';
import { openedEarly } from '../queries/apps/opened-before-fork.ts';
import { preloadingServer } from '../queries/processes/preloading-server.ts';

export default defineRule<{ called: string; preload: string }>({
  id: 'thread-before-fork',
  group: 'processes',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Python documentation, "os.fork"',
    url: 'https://docs.python.org/3/library/os.html#os.fork',
  },
  docs: 'gunicorn loads the app before it forks, and the app starts a thread while it loads.',
  example: { called: 'BackgroundScheduler', preload: 'gunicorn.conf.py' },
  *check(repository) {
    const preload = preloadingServer(repository);
    if (preload === undefined) return;
    for (const { kind, at, called } of openedEarly(repository))
      if (kind === 'thread') yield { at, facts: { called, preload: preload.file } };
  },
  message: ({ called, preload }) => ({
    what: `A \`${called}\` is started while the app loads, and gunicorn loads it before it forks (${preload}).`,
    why: 'A fork takes only the thread that forks. The workers, which answer the requests, have no such thread, and a lock that it held at that moment is never released.',
    next: 'Run it as a process of its own in the Procfile, or start it in each worker, in gunicorn.conf.py:\n  def post_fork(server, worker):\n      start_threads()',
  }),
});
