import { defineRule, fixFrom } from '../check/rule.ts';
import { addSetting } from '../edits/python/setting.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import {
  effectiveValue,
  fallbackRange,
  settingOf,
} from '../queries/settings/production-settings.ts';
import {
  skipsCollectstatic,
  staticFilesServedElsewhere,
} from '../queries/static-files/static-files.ts';

export default defineRule<null>({
  id: 'static-root-missing',
  group: 'static-files',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "STATIC_ROOT"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#static-root',
  },
  leadsTo: ['collectstatic-improper-configuration'],
  docs: 'STATIC_ROOT is not set, so collectstatic has nowhere to write.',
  initFeature: 'static-files',
  example: null,
  *check(repository) {
    const root = effectiveValue(repository, 'STATIC_ROOT', null);
    if (
      (root !== null && root !== '') ||
      staticFilesServedElsewhere(repository) ||
      skipsCollectstatic(repository)
    )
      return;
    const at = fallbackRange(repository, 'STATIC_ROOT', 'STATIC_URL');
    const source = at === undefined ? undefined : pythonSource(repository, at.file);
    const baseDir = settingOf(repository, 'BASE_DIR');
    const usesPath =
      source !== undefined &&
      /\bBASE_DIR\s*=.*\bPath\(|BASE_DIR \/ /.test(source.text) &&
      baseDir?.state !== 'absent';
    const result = usesPath
      ? addSetting(source, 'STATIC_ROOT', 'BASE_DIR / "staticfiles"', { after: 'STATIC_URL' })
      : undefined;
    yield { at, facts: null, ...fixFrom('Set STATIC_ROOT', 'safe', at?.file, result) };
  },
  message: () => ({
    what: 'STATIC_ROOT is not set.',
    why: 'The build runs collectstatic, which has nowhere to write: it stops with `collectstatic-improper-configuration`.',
    next: 'Set it to a folder that git ignores:\n  STATIC_ROOT = BASE_DIR / "staticfiles"',
  }),
});
