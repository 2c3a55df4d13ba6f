import { defineRule, type Fix } from '../check/rule.ts';
import { insertItem } from '../edits/sequence.ts';
import type { Repository } from '../project/repository.ts';
import type { Dict } from '../python/nodes.ts';
import { findAssignments } from '../python/walk.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import { asDict, knownSetting } from '../queries/settings/production-settings.ts';

const DJANGO_DEFAULT: Readonly<Record<string, string>> = {
  default: 'django.core.files.storage.FileSystemStorage',
  staticfiles: 'django.contrib.staticfiles.storage.StaticFilesStorage',
};

export default defineRule<{ missing: string }>({
  id: 'storages-default-missing',
  group: 'static-files',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "STORAGES"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#storages',
  },
  docs: 'STORAGES lacks its `default` or its `staticfiles` entry.',
  initFeature: 'static-files',
  example: { missing: 'default' },
  *check(repository) {
    const known = knownSetting(repository, 'STORAGES');
    const storages = asDict(known?.value);
    if (known === undefined || storages === undefined) return;
    for (const missing of ['default', 'staticfiles'].filter((alias) => !(alias in storages))) {
      const fix = fixFor(repository, known.at?.file, missing);
      yield {
        at: known.at,
        facts: { missing },
        ...(missing === 'staticfiles' ? { severity: 'error' as const } : {}),
        ...(fix === undefined ? {} : { fix }),
      };
    }
  },
  message: ({ missing }) => ({
    what: `STORAGES has no \`${missing}\` entry.`,
    why:
      missing === 'default'
        ? "The setting replaces Django's own as a whole: the first upload ends in InvalidStorageError, and no check says so before."
        : "The setting replaces Django's own as a whole: collectstatic and every page with a static file end in InvalidStorageError.",
    next: `Add the entry:\n  "${missing}": {"BACKEND": "${DJANGO_DEFAULT[missing]}"},`,
  }),
});

function fixFor(
  repository: Repository,
  file: string | undefined,
  missing: string,
): Fix | undefined {
  const source = file === undefined ? undefined : pythonSource(repository, file);
  const assignments = source === undefined ? [] : findAssignments(source.module, 'STORAGES');
  const value = assignments.length === 1 ? assignments[0]?.value : undefined;
  if (
    source === undefined ||
    file === undefined ||
    value?.kind !== 'Dict' ||
    value.keys.includes(null)
  )
    return undefined;
  const edits = insertItem(
    source.text,
    sequenceOf(source.text, value),
    0,
    `"${missing}": {"BACKEND": "${DJANGO_DEFAULT[missing]}"}`,
  );
  return {
    title: `Add the \`${missing}\` entry`,
    safety: 'safe',
    edits: edits.map((edit) => ({ ...edit, file })),
  };
}

function sequenceOf(text: string, dict: Dict): Parameters<typeof insertItem>[1] {
  const items = dict.values.map((value, index) => {
    const comma = /^\s*,/.exec(text.slice(value.end))?.[0].length;
    return {
      start: dict.keys[index]!.start,
      end: value.end,
      comma: comma === undefined ? undefined : value.end + comma - 1,
    };
  });
  return { open: dict.start + 1, close: dict.end - 1, items, bracketed: true, tuple: false };
}
