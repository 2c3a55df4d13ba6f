import { defineRule } from '../check/rule.ts';
import { productionDatabase } from '../queries/settings/database.ts';
import { fallbackRange } from '../queries/settings/production-settings.ts';

export default defineRule<null>({
  id: 'sqlite-on-dyno',
  group: 'database',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "SQLite on Heroku"',
    url: 'https://devcenter.heroku.com/articles/sqlite3',
  },
  docs: "The production database is a SQLite file on the dyno's disk.",
  initFeature: 'database',
  example: null,
  *check(repository) {
    if (productionDatabase(repository)?.kind === 'sqlite')
      yield { at: fallbackRange(repository, 'DATABASES'), facts: null };
  },
  message: () => ({
    what: 'The production database is a SQLite file.',
    why: 'Each dyno has its own disk. The release migrates a copy that no web dyno sees ("no such table"), and all data is lost at the next restart, at least once a day.',
    next: 'Read the URL of Heroku Postgres from the environment:\n  DATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True)}\n  heroku addons:create heroku-postgresql:essential-0',
  }),
});
