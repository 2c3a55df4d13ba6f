import { defineRule, fixFrom } from '../check/rule.ts';
import { addSetting } from '../edits/python/setting.ts';
import type { Repository } from '../project/repository.ts';
import { folderPrefix } from '../python/folder-prefix.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import {
  fallbackRange,
  isAbsent,
  productionSource,
} from '../queries/settings/production-settings.ts';

export default defineRule<{ example: string; series: string }>({
  id: 'default-auto-field-missing',
  group: 'release',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django 6.0 release notes, "Backwards incompatible changes": DEFAULT_AUTO_FIELD',
    url: 'https://docs.djangoproject.com/en/6.1/releases/6.0/#backwards-incompatible-6-0',
  },
  docs: 'Migrations were made for the old default primary key, and Django 6 has a new one.',
  initFeature: 'settings',
  example: { example: 'blog/migrations/0001_initial.py', series: '6.1' },
  *check(repository) {
    const series = installedSeries(repository);
    if (
      series === undefined ||
      !isAtLeast(series, '6.0') ||
      !isAbsent(repository, 'DEFAULT_AUTO_FIELD')
    )
      return;
    const example = oldMigration(repository);
    if (example === undefined) return;
    const source = productionSource(repository);
    const result =
      source && addSetting(source, 'DEFAULT_AUTO_FIELD', '"django.db.models.AutoField"');
    yield {
      at: fallbackRange(repository),
      facts: { example, series },
      ...fixFrom('Keep the key the migrations have', 'safe', source?.file, result),
    };
  },
  message: ({ example, series }) => ({
    what: `DEFAULT_AUTO_FIELD is not set, \`${example}\` was made for AutoField, and the build would install Django ${series}.`,
    why: 'Django 6 uses BigAutoField by default, so models and migrations differ, `makemigrations --check` fails, and the next migration rewrites every key.',
    next: 'Keep the type that the tables have, and change it when you choose to:\n  DEFAULT_AUTO_FIELD = "django.db.models.AutoField"',
  }),
});

/** A migration that gives a model the old key, in an app that does not choose a key for itself. */
function oldMigration(repository: Repository): string | undefined {
  for (const app of repository.djangoProject?.appFolders ?? []) {
    const prefix = folderPrefix(app);
    if (/default_auto_field\s*=/.test(repository.files.text(`${prefix}apps.py`) ?? '')) continue;
    const found = repository.files.paths.find(
      (path) =>
        path.startsWith(`${prefix}migrations/`) &&
        path.endsWith('.py') &&
        /["']id["'],\s*models\.AutoField\(/.test(repository.files.text(path) ?? ''),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
