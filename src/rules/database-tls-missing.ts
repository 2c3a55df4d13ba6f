import { defineRule, fixFrom } from '../check/rule.ts';
import { setCallKeywords } from '../edits/python/call-keywords.ts';
import { productionDatabase } from '../queries/settings/database.ts';
import { fallbackRange } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<{ mode: string | undefined }>({
  id: 'database-tls-missing',
  group: 'database',
  severity: 'hint',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Connecting to Heroku Postgres": TLS is required',
    url: 'https://devcenter.heroku.com/articles/connecting-heroku-postgres',
  },
  docs: 'The PostgreSQL connection does not require TLS.',
  initFeature: 'database',
  example: { mode: undefined },
  *check(repository) {
    const database = productionDatabase(repository);
    if (database?.kind !== 'postgres' || !database.dependsOn.includes('DATABASE_URL')) return;
    const mode = database.options.sslmode;
    if (typeof mode === 'string' && /^(require|verify-ca|verify-full)$/.test(mode)) return;
    const off = mode === 'disable';
    const source = settingSource(repository, 'DATABASES');
    const isConfig = (name: string) => /(^|\.)(config|parse)$/.test(name);
    const result =
      source && setCallKeywords(source, 'DATABASES', isConfig, { ssl_require: 'True' });
    yield {
      at: fallbackRange(repository, 'DATABASES'),
      facts: { mode: typeof mode === 'string' ? mode : undefined },
      ...(off ? { severity: 'error' as const } : {}),
      ...fixFrom('Insist on TLS', 'unsafe', source?.file, result),
    };
  },
  message: ({ mode }) => ({
    what:
      mode === undefined
        ? 'The PostgreSQL connection does not require TLS.'
        : `The connection to PostgreSQL has sslmode \`${mode}\`.`,
    why:
      mode === 'disable'
        ? 'Heroku Postgres only accepts encrypted connections, so every attempt is refused.'
        : 'The client tries TLS, but continues without it if the server declines. Heroku asks apps to require it in code.',
    next: 'Require it in the settings, not by editing the config var:\n  DATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True, ssl_require=True)}',
  }),
});
