import { defineRule, type Violation } from '../check/rule.ts';
import { DEFAULT_DYNO_SIZE, DYNO_SIZES, defaultConcurrency } from '../facts/dynos.ts';
import type { Repository } from '../project/repository.ts';
import {
  type CeleryProcess,
  celeryConcurrency,
  celeryProcesses,
} from '../queries/processes/celery-processes.ts';

/** What a process of a Django project takes at least; the same as for a worker of gunicorn. */
const PROCESS_MB = 120;
/** Taken for a number that somebody chose, where app.json names no size. */
const BENEFIT_OF_THE_DOUBT = 'standard-2x';

interface Facts {
  readonly processType: string;
  readonly processes: number;
  /** True when no option and no setting says the number. */
  readonly isDefault: boolean;
  readonly size: string;
  readonly memoryMb: number;
  readonly fitting: number;
}

export default defineRule<Facts>({
  id: 'celery-over-memory',
  group: 'logging-and-scale',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Celery documentation, "Workers Guide": concurrency',
    url: 'https://docs.celeryq.dev/en/stable/userguide/workers.html#concurrency',
  },
  leadsTo: ['R14', 'R15'],
  docs: 'A Celery worker starts more processes than the memory of its dyno holds.',
  example: {
    processType: 'worker',
    processes: 8,
    isDefault: true,
    size: 'basic',
    memoryMb: 512,
    fitting: 2,
  },
  *check(repository) {
    for (const one of celeryProcesses(repository)) {
      if (one.role === 'worker') yield* judge(repository, one);
    }
  },
  message: ({ processType, processes, isDefault, size, memoryMb, fitting }) => ({
    what: isDefault
      ? `The Celery worker of \`${processType}\` has no \`--concurrency\`, so it starts one process per processor: ${processes} on a dyno of the size ${size}.`
      : `The Celery worker of \`${processType}\` starts ${processes} processes, which do not fit in the ${memoryMb} MB of a dyno of the size ${size}.`,
    why: `Each process loads Django and takes ${PROCESS_MB} MB or more, and the dyno has ${memoryMb} MB: it swaps all day (R14), and under load it is killed (R15).`,
    next: `Say how many fit; Heroku sets WEB_CONCURRENCY by the size of the dyno, ${fitting} there:\n  celery … worker --concurrency \${WEB_CONCURRENCY:-${fitting}}`,
  }),
});

function* judge(
  repository: Repository,
  { call, at }: CeleryProcess,
): Generator<Violation<Facts>, void> {
  const concurrency = celeryConcurrency(repository, call);
  if (concurrency === 'unknown' || concurrency === 'one') return;
  const isDefault = concurrency === 'by-cpu';
  const named = repository.appJson?.formation.get(call.processType)?.size?.toLowerCase();
  const wanted = named ?? (isDefault ? DEFAULT_DYNO_SIZE.name : BENEFIT_OF_THE_DOUBT);
  const size = DYNO_SIZES.find(({ name }) => name === wanted);
  if (size === undefined) return;
  const processes = isDefault ? size.cores : concurrency;
  // The process that shares out the tasks has loaded Django, too; a chosen number is given leeway.
  if ((processes + (isDefault ? 1 : 0)) * PROCESS_MB <= size.memoryMb) return;
  const fitting = defaultConcurrency(size);
  const edit = {
    file: call.at.file,
    start: call.at.end,
    end: call.at.end,
    text: ` --concurrency \${WEB_CONCURRENCY:-${fitting}}`,
  };
  yield {
    at,
    facts: {
      processType: call.processType,
      processes,
      isDefault,
      size: size.name,
      memoryMb: size.memoryMb,
      fitting,
    },
    ...(isDefault
      ? {
          fix: { title: 'Start as many as fit the dyno', safety: 'unsafe', edits: [edit] } as const,
        }
      : {}),
  };
}
