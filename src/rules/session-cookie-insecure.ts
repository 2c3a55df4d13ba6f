import { defineRule, fixFrom } from '../check/rule.ts';
import { decideSetting } from '../edits/python/decide-setting.ts';
import {
  effectiveValue,
  fallbackRange,
  stringsOf,
} from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<{ set: boolean }>({
  id: 'session-cookie-insecure',
  group: 'hardening',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Deployment checklist": SESSION_COOKIE_SECURE',
    url: 'https://docs.djangoproject.com/en/6.1/howto/deployment/checklist/#session-cookie-secure',
  },
  docs: 'The session cookie is also sent over plain HTTP.',
  initFeature: 'https',
  example: { set: false },
  *check(repository) {
    if (effectiveValue(repository, 'SESSION_COOKIE_SECURE', false) !== false) return;
    const middleware = stringsOf(repository, 'MIDDLEWARE');
    if (middleware === undefined || !middleware.some((name) => /Session/.test(name))) return;
    const source = settingSource(repository, 'SESSION_COOKIE_SECURE');
    const result =
      source &&
      decideSetting(source, 'SESSION_COOKIE_SECURE', 'True', { after: 'CSRF_COOKIE_SECURE' });
    yield {
      at: fallbackRange(repository, 'SESSION_COOKIE_SECURE'),
      facts: { set: effectiveValue(repository, 'SESSION_COOKIE_SECURE', null) === false },
      ...fixFrom('Send it over HTTPS only', 'unsafe', source?.file, result),
    };
  },
  message: ({ set }) => ({
    what: `SESSION_COOKIE_SECURE is ${set ? 'off' : 'not set'}.`,
    why: 'The browser also sends it over plain HTTP, before any redirect, so anyone on the network can take over the session.',
    next: 'Send it over HTTPS only:\n  SESSION_COOKIE_SECURE = True',
  }),
});
