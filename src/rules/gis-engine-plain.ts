import { defineRule } from '../check/rule.ts';
import { loadedPaths } from '../queries/apps/loaded-uses.ts';
import { productionDatabase } from '../queries/settings/database.ts';
import { fallbackRange } from '../queries/settings/production-settings.ts';

export default defineRule<{ engine: string; file: string }>({
  id: 'gis-engine-plain',
  group: 'database',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "GeoDjango Database API": spatial backends',
    url: 'https://docs.djangoproject.com/en/6.1/ref/contrib/gis/db-api/#spatial-backends',
  },
  docs: 'Models have geographic fields, and the production database has an engine without them.',
  example: { engine: 'django.db.backends.postgresql', file: 'places/models.py' },
  *check(repository) {
    const engine = productionDatabase(repository)?.settings.ENGINE;
    if (typeof engine !== 'string' || !/^django\.db\.backends\./.test(engine)) return;
    const file = loadedPaths(repository).find((path) =>
      /^from django\.contrib\.gis\.db(\.models)? import\b/m.test(repository.files.text(path) ?? ''),
    );
    if (file !== undefined)
      yield { at: fallbackRange(repository, 'DATABASES'), facts: { engine, file } };
  },
  message: ({ engine, file }) => ({
    what: `\`${file}\` has geographic fields, and production connects with \`${engine}\`.`,
    why: "DATABASE_URL begins with postgres:// and gives Django's plain engine: `migrate` stops with AttributeError: 'DatabaseOperations' object has no attribute 'geo_db_type', so the release fails.",
    next: 'Name the engine of PostGIS after DATABASE_URL was read:\n  DATABASES["default"]["ENGINE"] = "django.contrib.gis.db.backends.postgis"',
  }),
});
