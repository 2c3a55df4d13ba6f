import { defineRule, fixFrom } from '../check/rule.ts';
import { decideSetting } from '../edits/python/decide-setting.ts';
import { effectiveValue, fallbackRange } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<null>({
  id: 'hsts-missing',
  group: 'hardening',
  severity: 'hint',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "SECURE_HSTS_SECONDS"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#secure-hsts-seconds',
  },
  docs: 'The site redirects to HTTPS, but does not tell browsers to use HTTPS only.',
  initFeature: 'https',
  example: null,
  *check(repository) {
    if (
      effectiveValue(repository, 'SECURE_SSL_REDIRECT', false) !== true ||
      effectiveValue(repository, 'SECURE_HSTS_SECONDS', 0) !== 0
    )
      return;
    const source = settingSource(repository, 'SECURE_HSTS_SECONDS');
    const result =
      source &&
      decideSetting(source, 'SECURE_HSTS_SECONDS', '3600', { after: 'SECURE_SSL_REDIRECT' });
    yield {
      at: fallbackRange(repository, 'SECURE_HSTS_SECONDS', 'SECURE_SSL_REDIRECT'),
      facts: null,
      ...fixFrom('Begin with an hour', 'unsafe', source?.file, result),
    };
  },
  message: () => ({
    what: 'SECURE_HSTS_SECONDS is not set.',
    why: 'The first request of every visit still uses plain HTTP, where the redirect itself can be forged.',
    next: 'Start with an hour, and raise it once HTTPS works on every domain; browsers remember the value:\n  SECURE_HSTS_SECONDS = 3600',
  }),
});
