import { defineRule } from '../check/rule.ts';
import { effectiveValue, nearSetting, stringsOf } from '../project/questions/production-settings.ts';

export default defineRule<{ set: boolean }>({
  id: 'ssl-redirect-missing',
  group: 'hardening',
  severity: 'warning',
  since: '0.1.0',
  source: 'Django documentation, "Deployment checklist" (security.W008)',
  docs: 'Requests over plain HTTP are answered instead of being redirected to HTTPS.',
  mendedBy: 'https',
  example: { set: false },
  *check(project) {
    if (effectiveValue(project, 'SECURE_SSL_REDIRECT', false) !== false) return;
    // django-sslify and its like redirect by themselves.
    if (stringsOf(project, 'MIDDLEWARE')?.some((name) => /sslify|sslredirect|ssl_redirect/i.test(name))) return;
    yield {
      at: nearSetting(project, 'SECURE_SSL_REDIRECT'),
      facts: { set: effectiveValue(project, 'SECURE_SSL_REDIRECT', null) === false },
    };
  },
  advise: ({ set }) => ({
    what: `SECURE_SSL_REDIRECT is ${set ? 'off' : 'not set'}.`,
    why: 'The router passes plain HTTP on: whoever types the name without https sends password and session in the clear.',
    next: 'Redirect, together with SECURE_PROXY_SSL_HEADER, or the redirect never ends:\n  SECURE_SSL_REDIRECT = True',
  }),
});
