import { insertMiddleware } from '../../edits/python/middleware.ts';
import { addSetting, removeSetting } from '../../edits/python/setting.ts';
import { replaceStorageSettings } from '../../edits/python/storages.ts';
import { quoted } from '../../edits/python/written.ts';
import type { EditResult } from '../../edits/text-edit.ts';
import type { SettingState } from '../../evaluator/api.ts';
import type { PySource } from '../../python/parse.ts';
import { asDict } from '../../queries/settings/production-settings.ts';
import { missingStyleReferences } from '../../queries/static-files/style-references.ts';
import { missingStaticFiles } from '../../queries/static-files/template-statics.ts';
import { WHITENOISE, whiteNoiseEntries } from '../../queries/static-files/whitenoise-middleware.ts';
import { djangoSeries } from '../packages/django-series.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { needsStorages } from '../settings/missing-settings.ts';
import { editSettingsFile, fileOfSetting } from '../settings/shared-settings.ts';
import { findPlainSetting, parseSettings } from '../settings/statement.ts';

const because = reasons('static-files');
const SECURITY = 'django.middleware.security.SecurityMiddleware';
const FILE_SYSTEM = '{"BACKEND": "django.core.files.storage.FileSystemStorage"}';

/** WhiteNoise directly after SecurityMiddleware, STATIC_ROOT, and STORAGES with both entries. */
export const writeStaticFiles: WriteEntry = (context) => {
  const { settings, production, render } = context;
  listWhiteNoise(context);
  setStaticRoot(context);
  const old = OLD_SETTINGS.map((name) => settings.get(name)).find(
    ({ state }) => state !== 'absent',
  );
  if (old !== undefined && settings.get('STORAGES').state === 'absent') {
    const file = old.state === 'absent' ? undefined : old.at?.file;
    const replace = (source: PySource): EditResult =>
      replaceStorageSettings(source, { series: djangoSeries(context.repository) });
    editSettingsFile(
      context,
      file ?? context.layout.sourcePath,
      replace,
      because('STORAGES: Django 5.1 and newer ignore the two settings that it replaces'),
      'Fix STORAGES by hand.',
    );
    if (isHashed(settings.get('STATICFILES_STORAGE'))) return;
  }
  if (settings.get('STORAGES').state !== 'absent')
    for (const name of OLD_SETTINGS) dropOldSetting(context, name);
  if (!needsStorages(settings)) return;
  const hashed = canHash(context);
  production.add({
    reason: because(
      hashed
        ? 'STORAGES: hashed file names let browsers cache static files forever'
        : 'STORAGES: static files are served compressed',
    ),
    imports: [],
    body: render('project/package/settings/heroku/static-files.py', {
      defaultStorage: defaultStorage(context),
      hashed,
    }),
  });
};

/** What STORAGES took the place of. */
const OLD_SETTINGS = ['STATICFILES_STORAGE', 'DEFAULT_FILE_STORAGE'] as const;

/** Beside STORAGES an old setting stops Django 4.2 and 5.0, and does nothing from 5.1 on. */
function dropOldSetting(context: FeatureContext, name: (typeof OLD_SETTINGS)[number]): void {
  const state = context.settings.get(name);
  if (state.state === 'absent' || state.at === undefined) return;
  editSettingsFile(
    context,
    state.at.file,
    (source) => removeSetting(source, name),
    because(`${name}: STORAGES replaces it, and Django 4.2 and 5.0 reject the two together`),
    `Delete ${name} by hand: STORAGES replaces it.`,
  );
}

/**
 * False, with what to do, when something refers to a static file that is not there: hashed names
 * would stop the build at a style sheet, and a template with such a name would be answered with
 * 500.
 */
function canHash({ repository, draft, djangoProject }: FeatureContext): boolean {
  const { herokuYml, files } = repository;
  if (herokuYml !== undefined && !files.text(herokuYml.dockerfile)?.includes('collectstatic')) {
    draft.decline({
      entry: 'static-files',
      path: herokuYml.dockerfile,
      because: 'the image is built without collectstatic, and hashed file names need its manifest',
      next: `Add RUN python ${djangoProject.managePath} collectstatic --no-input to ${herokuYml.dockerfile}, then use whitenoise.storage.CompressedManifestStaticFilesStorage in STORAGES.`,
    });
    return false;
  }
  const inStyles = [...missingStyleReferences(repository)];
  const inTemplates = inStyles.length > 0 ? [] : [...missingStaticFiles(repository)];
  const first = inStyles[0] ?? inTemplates[0];
  if (first === undefined) return true;
  const more = inStyles.length + inTemplates.length - 1;
  const name = 'reference' in first ? first.reference : first.name;
  const harm =
    'reference' in first
      ? 'with hashed file names the build would fail'
      : 'with hashed file names the page would return a 500';
  draft.decline({
    entry: 'static-files',
    path: first.at.file,
    because: `it refers to \`${name}\`, which does not exist${more === 0 ? '' : ` (and ${more} more)`}, and ${harm}`,
    next: 'Fix the references, then use whitenoise.storage.CompressedManifestStaticFilesStorage in STORAGES. dynoready check lists what is left.',
  });
  return false;
}

function isHashed(storage: SettingState): boolean {
  return (
    storage.state === 'computed' ||
    (storage.state === 'known' && /Manifest/.test(String(storage.value)))
  );
}

function listWhiteNoise(context: FeatureContext): void {
  if (whiteNoiseEntries(context.repository).length > 0) return;
  const middleware = context.settings.get('MIDDLEWARE');
  if (middleware.state === 'computed' && middleware.at === undefined) {
    context.draft.decline({
      entry: 'static-files',
      path: context.layout.sourcePath,
      because: `MIDDLEWARE is only known when the settings are imported (${middleware.because})`,
      next: `If it lacks "${WHITENOISE}", put it directly after SecurityMiddleware.`,
    });
    return;
  }
  const insert = (source: PySource): EditResult =>
    insertMiddleware(source, WHITENOISE, { after: SECURITY });
  editSettingsFile(
    context,
    fileOfSetting(context, 'MIDDLEWARE', SECURITY),
    insert,
    because(
      'MIDDLEWARE: WhiteNoise serves static files, because a dyno has no web server in front of it',
    ),
    `Put "${WHITENOISE}" directly after SecurityMiddleware.`,
  );
}

function setStaticRoot(context: FeatureContext): void {
  const { settings, draft } = context;
  const root = settings.get('STATIC_ROOT');
  if (
    root.state !== 'absent' &&
    !(root.state === 'known' && (root.value === null || root.value === ''))
  )
    return;
  const near = fileOfSetting(context, 'STATIC_URL');
  const sourceOf = (path: string): PySource =>
    parseSettings(path, draft.text(draft.pathNow(path)) ?? '');
  const baseIn = (path: string): string =>
    findPlainSetting(sourceOf(path), 'BASE_DIR')?.valueText ?? '';
  const file =
    [near, ...settings.files.filter((path) => path.endsWith('.py'))].find(
      (path) => baseIn(path) !== '',
    ) ?? near;
  const source = sourceOf(file);
  const base = baseIn(file);
  const value = /\bos\.path\b/.test(base)
    ? `os.path.join(BASE_DIR, ${quoted(source, 'staticfiles')})`
    : `BASE_DIR / ${quoted(source, 'staticfiles')}`;
  const add = (given: PySource): EditResult =>
    base === ''
      ? { ok: false, because: 'BASE_DIR is not set in this file' }
      : addSetting(given, 'STATIC_ROOT', value, {
          after: file === near ? 'STATIC_URL' : 'BASE_DIR',
        });
  editSettingsFile(
    context,
    file,
    add,
    because('STATIC_ROOT: collectstatic needs a target folder'),
    'Set STATIC_ROOT to a folder inside the project, such as BASE_DIR / "staticfiles".',
  );
}

/** The storage of uploads stays what it is. */
function defaultStorage({ settings }: FeatureContext): string {
  const storages = settings.get('STORAGES');
  const hasOwn = storages.state === 'known' && asDict(storages.value)?.default !== undefined;
  return hasOwn || settings.get('DEFAULT_FILE_STORAGE').state !== 'absent'
    ? 'STORAGES["default"]'
    : FILE_SYSTEM;
}
