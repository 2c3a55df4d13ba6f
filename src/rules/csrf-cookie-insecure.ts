import { defineRule, fixFrom } from '../check/rule.ts';
import { decideSetting } from '../edits/python/decide-setting.ts';
import {
  effectiveValue,
  fallbackRange,
  stringsOf,
} from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<{ set: boolean }>({
  id: 'csrf-cookie-insecure',
  group: 'hardening',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Deployment checklist": CSRF_COOKIE_SECURE',
    url: 'https://docs.djangoproject.com/en/6.1/howto/deployment/checklist/#csrf-cookie-secure',
  },
  docs: 'The CSRF cookie is also sent over plain HTTP.',
  initFeature: 'https',
  example: { set: false },
  *check(repository) {
    if (effectiveValue(repository, 'CSRF_COOKIE_SECURE', false) !== false) return;
    const middleware = stringsOf(repository, 'MIDDLEWARE');
    if (middleware === undefined || !middleware.some((name) => /Csrf/.test(name))) return;
    // The token then lives in the session and there is no cookie.
    if (effectiveValue(repository, 'CSRF_USE_SESSIONS', false) !== false) return;
    const source = settingSource(repository, 'CSRF_COOKIE_SECURE');
    const result =
      source &&
      decideSetting(source, 'CSRF_COOKIE_SECURE', 'True', { after: 'SESSION_COOKIE_SECURE' });
    yield {
      at: fallbackRange(repository, 'CSRF_COOKIE_SECURE'),
      facts: { set: effectiveValue(repository, 'CSRF_COOKIE_SECURE', null) === false },
      ...fixFrom('Send it over HTTPS only', 'unsafe', source?.file, result),
    };
  },
  message: ({ set }) => ({
    what: `CSRF_COOKIE_SECURE is ${set ? 'off' : 'not set'}.`,
    why: 'The browser also sends it over plain HTTP, where anyone on the network can read it and forge a form.',
    next: 'Send it over HTTPS only:\n  CSRF_COOKIE_SECURE = True',
  }),
});
