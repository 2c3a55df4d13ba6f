import { defineRule, fixFrom } from '../check/rule.ts';
import { addSetting } from '../edits/python/setting.ts';
import {
  effectiveValue,
  nearSetting,
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
  fixes: 'safe',
  since: '0.1.0',
  source: 'Django documentation, "STATIC_URL"',
  foretells: ['collectstatic-improper-configuration'],
  docs: 'STATIC_URL is not set, which the staticfiles app requires.',
  mendedBy: 'static-files',
  example: null,
  *check(project) {
    const url = effectiveValue(project, 'STATIC_URL', null);
    if (
      (url !== null && url !== '') ||
      staticFilesServedElsewhere(project) ||
      skipsCollectstatic(project)
    )
      return;
    const source = productionSource(project);
    const result = source && addSetting(source, 'STATIC_URL', '"static/"');
    yield {
      at: nearSetting(project, 'STATIC_URL', 'STATIC_ROOT'),
      facts: null,
      ...fixFrom('Set STATIC_URL', 'safe', source?.file, result),
    };
  },
  advise: () => ({
    what: 'STATIC_URL is not set.',
    why: 'The staticfiles app requires it: collectstatic stops the build with `collectstatic-improper-configuration`.',
    next: 'Set it:\n  STATIC_URL = "static/"',
  }),
});
