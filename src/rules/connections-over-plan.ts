import { defineRule } from '../check/rule.ts';
import { connectionsOfPlan, WORKERS_BY_SIZE } from '../facts/postgres-plans.ts';
import type { Repository } from '../project/repository.ts';
import { gunicornWorkers, wholeNumber } from '../queries/processes/gunicorn-workers.ts';
import {
  gunicornConfigFile,
  gunicornSetting,
  type WebServer,
  webServers,
} from '../queries/processes/web-server.ts';
import { productionDatabase } from '../queries/settings/database.ts';

interface Facts {
  readonly dynos: number;
  readonly workers: number;
  readonly threads: number;
  readonly plan: string;
  readonly limit: number;
}

export default defineRule<Facts>({
  id: 'connections-over-plan',
  group: 'add-ons',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Concurrency and Database Connections in Django"',
    url: 'https://devcenter.heroku.com/articles/python-concurrency-and-database-connections',
  },
  docs: 'The web dynos of the formation can open more connections than the Postgres plan allows.',
  example: { dynos: 3, workers: 4, threads: 5, plan: 'essential-0', limit: 20 },
  *check(repository) {
    const { appJson } = repository;
    const database = productionDatabase(repository);
    const addon = appJson?.addons.find(({ value }) => value.startsWith('heroku-postgresql:'));
    const plan = addon?.value.slice('heroku-postgresql:'.length) ?? '';
    const limit = connectionsOfPlan(plan);
    const web = appJson?.formation.get('web');
    const server = webServers(repository).find(({ name }) => name === 'gunicorn');
    // A pool has a bound of its own.
    if (
      limit === undefined ||
      web === undefined ||
      server === undefined ||
      database?.kind !== 'postgres' ||
      database.options.pool !== undefined
    )
      return;
    const workers = workersOf(repository, server, web.size);
    const threads = threadsOf(repository, server);
    if (workers === undefined || threads === undefined || web.quantity * workers * threads <= limit)
      return;
    yield { at: addon?.at, facts: { dynos: web.quantity, workers, threads, plan, limit } };
  },
  message: ({ dynos, workers, threads, plan, limit }) => ({
    what: `${dynos} web ${dynos === 1 ? 'dyno' : 'dynos'} × ${workers} workers × ${threads} threads can open ${dynos * workers * threads} connections; ${plan} allows ${limit}.`,
    why: 'Under load, Postgres refuses the rest with "too many connections", and those requests fail with 500. The release phase, workers and one-off dynos need connections too.',
    next: 'Start fewer workers or threads, choose a larger plan, or share connections:\n  OPTIONS = {"pool": True}, CONN_MAX_AGE = 0 and `psycopg[pool]` (Django 5.1 or newer)',
  }),
});

/** What is written, else what the platform chooses for the size. */
function workersOf(
  repository: Repository,
  server: WebServer,
  size: string | undefined,
): number | undefined {
  const workers = gunicornWorkers(repository, server);
  if (workers === 'unset') return WORKERS_BY_SIZE[(size ?? '').toLowerCase()];
  return workers === 'unknown' ? undefined : workers.count;
}

/** Threads count with the worker class that has them; any other but the plain one is not known. */
function threadsOf(repository: Repository, server: WebServer): number | undefined {
  const worker = gunicornSetting(repository, server, 'worker_class')?.value ?? 'sync';
  if (worker !== 'sync' && worker !== 'gthread') return undefined;
  const path = gunicornConfigFile(server);
  const threads = gunicornSetting(repository, server, 'threads');
  if (threads !== undefined) return wholeNumber(threads.value);
  return /^[ \t]*threads\s*=/m.test(repository.files.text(path) ?? '') ? undefined : 1;
}
