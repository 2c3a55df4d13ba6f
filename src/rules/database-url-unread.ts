import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { managementCommand, processCalls } from '../queries/processes/process-commands.ts';
import { productionDatabase, readsDatabaseUrl } from '../queries/settings/database.ts';
import { fallbackRange } from '../queries/settings/production-settings.ts';

export default defineRule<{ host: string; local: boolean; migrates: boolean }>({
  id: 'database-url-unread',
  group: 'database',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Connecting to Heroku Postgres": connecting in Python',
    url: 'https://devcenter.heroku.com/articles/connecting-heroku-postgres#connecting-in-python',
  },
  docs: "The database's address is in the settings instead of being read from DATABASE_URL.",
  initFeature: 'database',
  example: { host: 'localhost', local: true, migrates: true },
  *check(repository) {
    const database = productionDatabase(repository);
    // Settings that read other variables may well be filled by config vars; only an address in the
    // code is certain.
    if (
      database === undefined ||
      database.kind === 'sqlite' ||
      database.dependsOn.length > 0 ||
      readsDatabaseUrl(repository)
    )
      return;
    const host = typeof database.settings.HOST === 'string' ? database.settings.HOST : '';
    const local = /^(|localhost|127\.0\.0\.1|::1|db|postgres|database|\/.*)$/.test(host);
    const migrates = runsMigrate(repository);
    const severity = local && migrates ? { severity: 'error' as const } : {};
    yield {
      at: fallbackRange(repository, 'DATABASES'),
      facts: { host, local, migrates },
      ...severity,
    };
  },
  message: ({ host, local, migrates }) => ({
    what: `DATABASES names its server in the code (${host === '' ? 'a local socket' : `\`${host}\``}); nothing reads DATABASE_URL.`,
    why: local
      ? migrates
        ? 'No database server runs on a dyno, so `migrate` cannot connect and the release fails.'
        : 'No database server runs on a dyno: every page that asks the database answers 500.'
      : 'Heroku owns DATABASE_URL and changes it when the database moves or its password rotates; an address in the code stops working that day.',
    next: 'Read the config var that Heroku sets:\n  DATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True)}',
  }),
});

/**
 * True when a release or the start of the web dyno applies migrations, and so fails without a
 * database.
 */
function runsMigrate(repository: Repository): boolean {
  return ['release', 'web'].some((name) =>
    processCalls(repository, name).some((call) => managementCommand(call)?.text === 'migrate'),
  );
}
