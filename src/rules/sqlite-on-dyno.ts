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
  docs: 'The database of production is a SQLite file on the disk of the dyno.',
  initFeature: 'database',
  example: null,
  *check(repository) {
    if (productionDatabase(repository)?.kind === 'sqlite')
      yield { at: fallbackRange(repository, 'DATABASES'), facts: null };
  },
  message: () => ({
    what: 'The database of production is a SQLite file.',
    why: 'The file lies on the disk of one dyno: the release migrates a copy that no web dyno sees ("no such table"), and whatever is stored is gone at the next restart, daily at the least.',
    next: 'Take the address of Heroku Postgres from the environment:\n  DATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True)}\n  heroku addons:create heroku-postgresql:essential-0',
  }),
});
