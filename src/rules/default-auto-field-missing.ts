import { defineRule, fixFrom } from '../check/rule.ts';
import { addSetting } from '../edits/python/setting.ts';
import type { Project } from '../project/project.ts';
import { folderPrefix } from '../python/folder-prefix.ts';
import { installedSeries, isAtLeast } from '../queries/packages/django-version.ts';
import {
  isAbsent,
  nearSetting,
  productionSource,
} from '../queries/settings/production-settings.ts';

export default defineRule<{ example: string; series: string }>({
  id: 'default-auto-field-missing',
  group: 'release',
  severity: 'warning',
  fixes: 'safe',
  since: '0.1.0',
  source: 'Django 6.0 release notes: DEFAULT_AUTO_FIELD',
  docs: 'Migrations were made for the primary key of old, and Django 6 has another default.',
  mendedBy: 'settings',
  example: { example: 'blog/migrations/0001_initial.py', series: '6.1' },
  *check(project) {
    const series = installedSeries(project);
    if (
      series === undefined ||
      !isAtLeast(series, '6.0') ||
      !isAbsent(project, 'DEFAULT_AUTO_FIELD')
    )
      return;
    const example = oldMigration(project);
    if (example === undefined) return;
    const source = productionSource(project);
    const result =
      source && addSetting(source, 'DEFAULT_AUTO_FIELD', '"django.db.models.AutoField"');
    yield {
      at: nearSetting(project),
      facts: { example, series },
      ...fixFrom('Keep the key the migrations have', 'safe', source?.file, result),
    };
  },
  advise: ({ example, series }) => ({
    what: `DEFAULT_AUTO_FIELD is not set, \`${example}\` was made for AutoField, and the build would install Django ${series}.`,
    why: 'Django 6 takes BigAutoField instead: models and migrations differ, `makemigrations --check` fails, and the next migration rewrites every key.',
    next: 'Keep what the tables have, and change it when you choose to:\n  DEFAULT_AUTO_FIELD = "django.db.models.AutoField"',
  }),
});

/** A migration that gives a model the old key, in an app that does not choose a key for itself. */
function oldMigration(project: Project): string | undefined {
  for (const app of project.site?.appFolders ?? []) {
    const prefix = folderPrefix(app);
    if (/default_auto_field\s*=/.test(project.files.text(`${prefix}apps.py`) ?? '')) continue;
    const found = project.files.paths.find(
      (path) =>
        path.startsWith(`${prefix}migrations/`) &&
        path.endsWith('.py') &&
        /["']id["'],\s*models\.AutoField\(/.test(project.files.text(path) ?? ''),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
