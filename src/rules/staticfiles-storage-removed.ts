import { defineRule, fixFrom } from '../check/rule.ts';
import type { EditResult } from '../edits/text-edit.ts';
import type { Repository } from '../project/repository.ts';
import { findAssignments } from '../python/walk.ts';
import { literalValue, pythonSource } from '../queries/apps/python-source.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import {
  asDict,
  isAbsent,
  knownSetting,
  settingOf,
} from '../queries/settings/production-settings.ts';

const ALIAS: Readonly<Record<string, string>> = {
  STATICFILES_STORAGE: 'staticfiles',
  DEFAULT_FILE_STORAGE: 'default',
};
const DJANGO_DEFAULT: Readonly<Record<string, string>> = {
  default: 'django.core.files.storage.FileSystemStorage',
  staticfiles: 'django.contrib.staticfiles.storage.StaticFilesStorage',
};

export default defineRule<{
  setting: string;
  alias: string;
  series: string;
  backend: string | undefined;
  isReplaced: boolean;
}>({
  id: 'staticfiles-storage-removed',
  group: 'static-files',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django 5.1 release notes, "Features removed in 5.1"',
    url: 'https://docs.djangoproject.com/en/6.1/releases/5.1/#features-removed-in-5-1',
  },
  docs: 'STATICFILES_STORAGE or DEFAULT_FILE_STORAGE is set, which Django ignores from 5.1 on.',
  initFeature: 'static-files',
  example: {
    setting: 'STATICFILES_STORAGE',
    alias: 'staticfiles',
    series: '6.1',
    backend: 'whitenoise.storage.CompressedManifestStaticFilesStorage',
    isReplaced: false,
  },
  *check(repository) {
    const series = installedSeries(repository);
    if (series === undefined || !isAtLeast(series, '5.1')) return;
    for (const [setting, alias] of Object.entries(ALIAS)) {
      const state = settingOf(repository, setting);
      if (state === undefined || state.state === 'absent' || state.at === undefined) continue;
      const backend =
        state.state === 'known' && typeof state.value === 'string' ? state.value : undefined;
      // Code that must also run on older versions sets both, to the same backend.
      const isReplaced = !isAbsent(repository, 'STORAGES');
      if (isReplaced && !differs(repository, alias, backend)) continue;
      const result =
        backend === undefined || isReplaced
          ? undefined
          : intoStorages(repository, state.at.file, setting, alias, backend);
      yield {
        at: state.at,
        facts: { setting, alias, series, backend, isReplaced },
        ...fixFrom(`Move ${setting} into STORAGES`, 'unsafe', state.at.file, result),
      };
    }
  },
  message: ({ setting, alias, series, backend, isReplaced }) => ({
    what: `${setting} has no effect since Django 5.1, and the build would install ${series}.`,
    why:
      alias === 'staticfiles'
        ? 'Django silently uses its plain storage: no hashed names, no compression, and browsers keep old style sheets after a deploy.'
        : "Django says nothing and stores uploads on the dyno's disk, which is lost at every restart.",
    next: isReplaced
      ? `Write the backend in STORAGES, and remove ${setting}:\n  "${alias}": {"BACKEND": "${backend}"},`
      : `Move the value into STORAGES, which needs both keys:\n  STORAGES = {\n      "default": {"BACKEND": "${alias === 'default' ? (backend ?? '…') : DJANGO_DEFAULT.default}"},\n      "staticfiles": {"BACKEND": "${alias === 'staticfiles' ? (backend ?? '…') : DJANGO_DEFAULT.staticfiles}"},\n  }`,
  }),
});

/** True when STORAGES is known to name another backend for the alias than the old setting. */
function differs(repository: Repository, alias: string, backend: string | undefined): boolean {
  const storages = asDict(knownSetting(repository, 'STORAGES')?.value);
  const named = asDict(storages?.[alias])?.BACKEND;
  return typeof named === 'string' && backend !== undefined && named !== backend;
}

/**
 * The setting\'s own line becomes STORAGES; declined when both old settings are there or the value
 * is not written out.
 */
function intoStorages(
  repository: Repository,
  file: string,
  setting: string,
  alias: string,
  backend: string,
): EditResult | undefined {
  const source = pythonSource(repository, file);
  const assignments = source === undefined ? [] : findAssignments(source.module, setting);
  const [assignment] = assignments;
  if (source === undefined || assignment === undefined || assignment.value === null)
    return undefined;
  if (assignments.length > 1 || literalValue(assignment.value) !== backend)
    return { ok: false, because: `${setting} is not written as one plain text` };
  if (Object.keys(ALIAS).every((name) => !isAbsent(repository, name)))
    return { ok: false, because: 'both old storage settings are set' };
  const entries = Object.keys(DJANGO_DEFAULT).map(
    (key) => `    "${key}": {"BACKEND": "${key === alias ? backend : DJANGO_DEFAULT[key]}"},`,
  );
  const lineEnd = source.text.includes('\r\n') ? '\r\n' : '\n';
  const text = ['STORAGES = {', ...entries, '}'].join(lineEnd);
  return { ok: true, edits: [{ start: assignment.start, end: assignment.end, text }] };
}
