import { defineRule, fixFrom } from '../check/rule.ts';
import { setCallKeywords } from '../edits/python/call-keywords.ts';
import { setDictKey } from '../edits/python/dict-items.ts';
import { gunicornSetting, webServers } from '../queries/processes/web-server.ts';
import { productionDatabase } from '../queries/settings/database.ts';
import { fallbackRange } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<null>({
  id: 'connection-age-missing',
  group: 'database',
  severity: 'hint',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Databases": persistent connections',
    url: 'https://docs.djangoproject.com/en/6.1/ref/databases/#persistent-connections',
  },
  docs: 'Every request opens a new connection to PostgreSQL.',
  initFeature: 'database',
  example: null,
  *check(repository) {
    const database = productionDatabase(repository);
    if (database?.kind !== 'postgres' || database.options.pool !== undefined) return;
    const age = database.settings.CONN_MAX_AGE;
    if (age !== undefined && age !== 0) return;
    // Under ASGI connections must not persist.
    const servers = webServers(repository);
    if (
      servers.some(
        (server) =>
          server.name !== 'gunicorn' ||
          /asgi|uvicorn/i.test(String(gunicornSetting(repository, server, 'worker_class')?.value)),
      )
    )
      return;
    const source = settingSource(repository, 'DATABASES');
    const byUrl = database.dependsOn.includes('DATABASE_URL');
    const isConfig = (name: string) => /(^|\.)(config|parse)$/.test(name);
    const result =
      source &&
      (byUrl
        ? setCallKeywords(source, 'DATABASES', isConfig, {
            conn_max_age: '600',
            conn_health_checks: 'True',
          })
        : setDictKey(source, 'DATABASES', ['default', 'CONN_MAX_AGE'], '600'));
    yield {
      at: fallbackRange(repository, 'DATABASES'),
      facts: null,
      ...fixFrom('Keep connections for ten minutes', 'unsafe', source?.file, result),
    };
  },
  message: () => ({
    what: 'CONN_MAX_AGE is 0: every request opens a connection to PostgreSQL and closes it.',
    why: 'Over TLS, each connection takes tens of milliseconds, often more than the query.',
    next: 'Keep connections for ten minutes, and test each before it is reused:\n  DATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True)}',
  }),
});
