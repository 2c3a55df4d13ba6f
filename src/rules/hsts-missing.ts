import { defineRule, fixFrom } from '../check/rule.ts';
import { decideSetting } from '../edits/python/decide-setting.ts';
import { effectiveValue, nearSetting } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<null>({
  id: 'hsts-missing',
  group: 'hardening',
  severity: 'hint',
  fixes: 'unsafe',
  since: '0.1.0',
  source: 'Django documentation, "Deployment checklist" (security.W004)',
  docs: 'The site redirects to HTTPS, but does not tell browsers to keep to it.',
  mendedBy: 'https',
  example: null,
  *check(project) {
    if (
      effectiveValue(project, 'SECURE_SSL_REDIRECT', false) !== true ||
      effectiveValue(project, 'SECURE_HSTS_SECONDS', 0) !== 0
    )
      return;
    const source = settingSource(project, 'SECURE_HSTS_SECONDS');
    const result =
      source &&
      decideSetting(source, 'SECURE_HSTS_SECONDS', '3600', { after: 'SECURE_SSL_REDIRECT' });
    yield {
      at: nearSetting(project, 'SECURE_HSTS_SECONDS', 'SECURE_SSL_REDIRECT'),
      facts: null,
      ...fixFrom('Begin with an hour', 'unsafe', source?.file, result),
    };
  },
  advise: () => ({
    what: 'SECURE_HSTS_SECONDS is not set.',
    why: 'The first request of every visit still goes over plain HTTP, where the redirect itself can be forged.',
    next: 'Begin with an hour, and raise it once every domain is proven; browsers remember it:\n  SECURE_HSTS_SECONDS = 3600',
  }),
});
