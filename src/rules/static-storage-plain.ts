import { defineRule, fixFrom } from '../check/rule.ts';
import { setDictKey } from '../edits/python/dict-items.ts';
import { addSetting } from '../edits/python/setting.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import { fallbackRange, settingOf, stringsOf } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';
import {
  staticFilesServedElsewhere,
  storageBackend,
} from '../queries/static-files/static-files.ts';

const HASHED = 'whitenoise.storage.CompressedManifestStaticFilesStorage';
/** STORAGES replaces the default as a whole, so both keys are needed. */
const BOTH = `{
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "${HASHED}"},
}`;

export default defineRule<{ backend: string }>({
  id: 'static-storage-plain',
  group: 'static-files',
  severity: 'hint',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'WhiteNoise documentation, "Add compression and caching support"',
    url: 'https://whitenoise.readthedocs.io/en/stable/django.html#add-compression-and-caching-support',
  },
  docs: 'Static files are served without hashed names and without compression.',
  initFeature: 'static-files',
  example: { backend: 'django.contrib.staticfiles.storage.StaticFilesStorage' },
  *check(repository) {
    const middleware = stringsOf(repository, 'MIDDLEWARE');
    if (
      !middleware?.some((name) => name.startsWith('whitenoise.')) ||
      staticFilesServedElsewhere(repository)
    )
      return;
    // A setting that Django ignores has a finding of its own.
    const series = installedSeries(repository);
    const older = settingOf(repository, 'STATICFILES_STORAGE');
    if (older?.state !== 'absent' && (series === undefined || isAtLeast(series, '5.1'))) return;
    const backend =
      storageBackend(repository, 'staticfiles') ??
      'django.contrib.staticfiles.storage.StaticFilesStorage';
    if (!/\.StaticFilesStorage$/.test(backend)) return;
    const source = settingSource(repository, 'STORAGES');
    const isSet = settingOf(repository, 'STORAGES')?.state !== 'absent';
    const mayUse = series !== undefined && isAtLeast(series, '4.2');
    const result = !mayUse
      ? undefined
      : source &&
        (isSet
          ? setDictKey(source, 'STORAGES', ['staticfiles', 'BACKEND'], `"${HASHED}"`)
          : addSetting(source, 'STORAGES', BOTH, { after: 'STATIC_URL' }));
    yield {
      at: fallbackRange(repository, 'STORAGES', 'STATICFILES_STORAGE', 'STATIC_URL'),
      facts: { backend },
      ...fixFrom('Hash and compress them in the build', 'unsafe', source?.file, result),
    };
  },
  message: ({ backend }) => ({
    what: `Static files are stored by \`${backend}\`, as they are.`,
    why: 'Their names do not change with their contents, so browsers may keep them for a minute only, and after a deploy may mix old and new ones.',
    next: 'Hash and compress them in the build:\n  "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},',
  }),
});
