import { addSetting } from '../../edits/python/setting.ts';
import { quoted } from '../../edits/python/written.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import type { EvaluatedSettings } from '../../evaluator/api.ts';
import { asDict } from '../../queries/settings/production-settings.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { DATABASE_PLAN } from '../settings/config-vars.ts';
import { needsDatabase } from '../settings/missing-settings.ts';
import { parseSettings } from '../settings/statement.ts';

const because = reasons('database');

/**
 * DATABASE_URL decides the database, over TLS; and the primary-key type stays what the committed
 * migrations say.
 */
export const writeDatabase: WriteEntry = (context) => {
  const { settings, production, render, answers, reader, repository, layout } = context;
  if (needsDatabase(settings, repository)) {
    production.add({
      reason: because(
        'DATABASES: a dyno loses its disk at every restart, and the URL of the database may change',
      ),
      imports: ['import sys', 'import dj_database_url'],
      body: render('project/package/settings/heroku/database.py', {
        plan: DATABASE_PLAN,
        asgi: answers.server === 'asgi',
        pooled: answers.database === 'psycopg',
        read: reader,
        others: hasOthers(settings),
        shared: layout.mode === 'split',
      }),
    });
  }
  keepPrimaryKey(context);
};

/**
 * True when there are databases besides `default`, which stay what they are; also where it cannot
 * be told.
 */
function hasOthers(settings: EvaluatedSettings): boolean {
  const databases = settings.get('DATABASES');
  if (databases.state !== 'known') return databases.state === 'computed';
  return Object.keys(asDict(databases.value) ?? {}).some((alias) => alias !== 'default');
}

/**
 * Django 6 made BigAutoField the default: without a choice of its own an app's models no longer
 * match its migrations.
 */
function keepPrimaryKey({
  repository,
  djangoProject,
  settings,
  draft,
  layout,
}: FeatureContext): void {
  if (settings.get('DEFAULT_AUTO_FIELD').state !== 'absent') return;
  const field = committedKey(
    repository.files.paths,
    (path) => repository.files.text(path) ?? '',
    djangoProject.appFolders,
  );
  if (field === undefined) return;
  const path = draft.pathNow(layout.sourcePath);
  const text = draft.text(path) ?? '';
  const source = parseSettings(path, text);
  const added = addSetting(
    source,
    'DEFAULT_AUTO_FIELD',
    quoted(source, `django.db.models.${field}`),
  );
  if (added.ok)
    draft.write(
      path,
      applyEdits(text, added.edits),
      because(
        `DEFAULT_AUTO_FIELD: the committed migrations use ${field}, and Django 6 defaults to BigAutoField`,
      ),
    );
}

/**
 * The key type that first migrations of apps without a choice of their own declare; undefined
 * without any, or when they differ.
 */
function committedKey(
  paths: readonly string[],
  text: (path: string) => string,
  folders: readonly string[],
): string | undefined {
  const undecided = folders.filter(
    (folder) => !/\bdefault_auto_field\s*=/.test(text(`${folder}/apps.py`)),
  );
  const found = new Set(
    paths
      .filter(
        (path) =>
          undecided.some((folder) => path.startsWith(`${folder}/migrations/`)) &&
          path.endsWith('.py'),
      )
      .flatMap((path) =>
        [...text(path).matchAll(/\bmodels\.((?:Big|Small)?AutoField)\(\s*auto_created=True/g)].map(
          (match) => match[1]!,
        ),
      ),
  );
  return found.size === 1 ? [...found][0] : undefined;
}
