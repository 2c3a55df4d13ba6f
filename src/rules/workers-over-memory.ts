import { defineRule } from '../check/rule.ts';
import { DYNO_SIZES } from '../facts/dynos.ts';
import { gunicornWorkers } from '../queries/processes/gunicorn-workers.ts';
import { webServers } from '../queries/processes/web-server.ts';

/**
 * What a worker of a Django project takes at least, as the workshop reckons it; pages with pictures
 * or large lists take more.
 */
const WORKER_MB = 120;
/** Taken for a project that does not say its size: the largest of those that most apps have. */
const BENEFIT_OF_THE_DOUBT = 'standard-2x';

interface Facts {
  readonly workers: number;
  readonly memoryMb: number;
  readonly size: string;
  /** True when app.json names the size. */
  readonly isNamed: boolean;
}

export default defineRule<Facts>({
  id: 'workers-over-memory',
  group: 'logging-and-scale',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title:
      'heroku/heroku-buildpack-python v351, vendor/WEB_CONCURRENCY.sh: one worker for each 256 MB',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/vendor/WEB_CONCURRENCY.sh#L8-L22',
  },
  leadsTo: ['R14', 'R15'],
  docs: "gunicorn is configured with more workers than fit the dyno's memory.",
  example: { workers: 17, memoryMb: 1024, size: 'standard-2x', isNamed: true },
  *check(repository) {
    const server = webServers(repository).find(({ name }) => name === 'gunicorn');
    const workers = server === undefined ? 'unset' : gunicornWorkers(repository, server);
    if (typeof workers === 'string') return;
    const named = repository.appJson?.formation.get('web')?.size?.toLowerCase();
    const size = DYNO_SIZES.find(({ name }) => name === (named ?? BENEFIT_OF_THE_DOUBT));
    if (size === undefined || workers.count * WORKER_MB <= size.memoryMb) return;
    const { name, memoryMb } = size;
    yield {
      at: workers.at,
      facts: { workers: workers.count, memoryMb, size: name, isNamed: named !== undefined },
    };
  },
  message: ({ workers, memoryMb, size, isNamed }) => ({
    what: `${workers} workers at some ${WORKER_MB} MB each do not fit in the ${memoryMb} MB of ${isNamed ? `the dyno, ${size}` : `a dyno of the size ${size}`}.`,
    why: 'Above its memory quota, a dyno swaps and every request is slow (R14). At twice the quota it is killed (R15).',
    next: `Leave the count to WEB_CONCURRENCY, which Heroku sets to ${Math.floor(memoryMb / 256)} there, or take a larger dyno; threads cost far less memory.`,
  }),
});
