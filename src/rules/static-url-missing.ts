import { defineRule, fixFrom } from '../check/rule.ts';
import { addSetting } from '../edits/python/setting.ts';
import {
  effectiveValue,
  fallbackRange,
  productionSource,
} from '../queries/settings/production-settings.ts';
import {
  skipsCollectstatic,
  staticFilesServedElsewhere,
} from '../queries/static-files/static-files.ts';

export default defineRule<null>({
  id: 'static-url-missing',
  group: 'static-files',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "STATIC_URL"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#static-url',
  },
  leadsTo: ['collectstatic-improper-configuration'],
  docs: 'STATIC_URL is not set, which the staticfiles app requires.',
  initFeature: 'static-files',
  example: null,
  *check(repository) {
    const url = effectiveValue(repository, 'STATIC_URL', null);
    if (
      (url !== null && url !== '') ||
      staticFilesServedElsewhere(repository) ||
      skipsCollectstatic(repository)
    )
      return;
    const source = productionSource(repository);
    const result = source && addSetting(source, 'STATIC_URL', '"static/"');
    yield {
      at: fallbackRange(repository, 'STATIC_URL', 'STATIC_ROOT'),
      facts: null,
      ...fixFrom('Set STATIC_URL', 'safe', source?.file, result),
    };
  },
  message: () => ({
    what: 'STATIC_URL is not set.',
    why: 'The staticfiles app requires it: collectstatic stops the build with `collectstatic-improper-configuration`.',
    next: 'Set it:\n  STATIC_URL = "static/"',
  }),
});
