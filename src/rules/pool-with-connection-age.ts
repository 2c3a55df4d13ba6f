import { defineRule } from '../check/rule.ts';
import { productionDatabase } from '../queries/settings/database.ts';
import { fallbackRange } from '../queries/settings/production-settings.ts';

export default defineRule<{ age: string }>({
  id: 'pool-with-connection-age',
  group: 'database',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Databases": connection pool',
    url: 'https://docs.djangoproject.com/en/6.1/ref/databases/#connection-pool',
  },
  docs: 'The database has a connection pool and a CONN_MAX_AGE, which exclude each other.',
  example: { age: '600' },
  *check(repository) {
    const database = productionDatabase(repository);
    const { pool } = database?.options ?? {};
    const age = database?.settings.CONN_MAX_AGE;
    if (database?.kind !== 'postgres' || pool === undefined || pool === false || pool === null)
      return;
    if (age === undefined || age === 0 || typeof age === 'string') return;
    yield {
      at: fallbackRange(repository, 'DATABASES'),
      facts: { age: age === null ? 'None' : String(age) },
    };
  },
  message: ({ age }) => ({
    what: `The database has a connection pool, and CONN_MAX_AGE is ${age}.`,
    why: 'Django rejects the combination: the release and every request that needs the database fail with ImproperlyConfigured.',
    next: 'Keep the pool, and return each connection after its request:\n  DATABASES["default"]["CONN_MAX_AGE"] = 0',
  }),
});
