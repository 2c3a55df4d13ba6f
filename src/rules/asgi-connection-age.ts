import { defineRule } from '../check/rule.ts';
import { asynchronousServer } from '../queries/processes/web-server.ts';
import { productionDatabase } from '../queries/settings/database.ts';
import { fallbackRange } from '../queries/settings/production-settings.ts';

export default defineRule<{ age: string; server: string }>({
  id: 'asgi-connection-age',
  group: 'database',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Databases": persistent connections under ASGI',
    url: 'https://docs.djangoproject.com/en/6.1/ref/databases/#persistent-connections',
  },
  docs: 'The app keeps PostgreSQL connections open under an ASGI server.',
  example: { age: '600', server: 'daphne' },
  *check(repository) {
    const database = productionDatabase(repository);
    const age = database?.settings.CONN_MAX_AGE;
    // With a pool there is another finding.
    if (database?.kind !== 'postgres' || database.options.pool !== undefined) return;
    if (age === undefined || age === 0 || typeof age === 'string') return;
    const server = asynchronousServer(repository);
    if (server !== undefined)
      yield {
        at: fallbackRange(repository, 'DATABASES'),
        facts: { age: age === null ? 'None' : String(age), server },
      };
  },
  message: ({ age, server }) => ({
    what: `CONN_MAX_AGE is ${age}, and ${server} runs the app as ASGI.`,
    why: 'Requests run in short-lived threads, and each thread keeps its connection. They pile up until Postgres answers "too many connections".',
    next: 'Close each connection after its request, or use a pool (Django 5.1 or newer, `psycopg[pool]`):\n  DATABASES["default"]["CONN_MAX_AGE"] = 0\n  DATABASES["default"]["OPTIONS"]["pool"] = True',
  }),
});
