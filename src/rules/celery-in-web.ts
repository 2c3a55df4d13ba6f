import { defineRule } from '../check/rule.ts';
import { celeryProcesses } from '../queries/processes/celery-processes.ts';

interface Facts {
  readonly role: 'worker' | 'beat';
  /** True for a worker that plans as well, with `-B`. */
  readonly plans: boolean;
}

export default defineRule<Facts>({
  id: 'celery-in-web',
  group: 'processes',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Using Celery on Heroku": deploying',
    url: 'https://devcenter.heroku.com/articles/celery-heroku#deploying-on-heroku',
  },
  leadsTo: ['R14'],
  docs: 'The `web` process also runs a Celery worker or Celery beat.',
  example: { role: 'beat', plans: true },
  *check(repository) {
    for (const { call, role, at, beatAt } of celeryProcesses(repository)) {
      if (call.processType === 'web') yield { at, facts: { role, plans: beatAt !== undefined } };
    }
  },
  message: ({ role, plans }) => ({
    what: `The \`web\` process runs ${role === 'beat' ? 'Celery beat' : plans ? 'a Celery worker with a beat inside' : 'a Celery worker'} beside the server.`,
    why: plans
      ? 'Every web dyno plans each periodic task once more, and none does while the dyno sleeps or restarts; if beat crashes, nothing starts it again.'
      : 'Both share the memory of one dyno, tasks stop whenever the web dyno sleeps or restarts, and if the worker crashes, nothing starts it again.',
    next:
      role === 'beat'
        ? 'Give it a process type of its own, with one dyno:\n  beat: celery --app PACKAGE beat\n  heroku ps:scale beat=1'
        : 'Give it a process type of its own:\n  worker: celery --app PACKAGE worker --concurrency 2\n  heroku ps:scale worker=1',
  }),
});
