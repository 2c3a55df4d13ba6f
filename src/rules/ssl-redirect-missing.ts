import { defineRule, fixFrom } from '../check/rule.ts';
import { decideSetting } from '../edits/python/decide-setting.ts';
import { type SwitchedOff, switchedOff } from '../queries/settings/off-unless-set.ts';
import {
  effectiveValue,
  fallbackRange,
  stringsOf,
} from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';
import { configVarStep, declinedSwitch, switchInWords } from '../queries/settings/switch-words.ts';

export default defineRule<SwitchedOff>({
  id: 'ssl-redirect-missing',
  group: 'hardening',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "SECURE_SSL_REDIRECT"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#secure-ssl-redirect',
  },
  docs: 'Requests over plain HTTP are answered instead of being redirected to HTTPS.',
  initFeature: 'https',
  example: { set: false, unless: [], text: undefined },
  *check(repository) {
    const off = switchedOff(repository, 'SECURE_SSL_REDIRECT');
    if (off === undefined) return;
    // django-sslify and its like redirect by themselves.
    if (
      stringsOf(repository, 'MIDDLEWARE')?.some((name) =>
        /sslify|sslredirect|ssl_redirect/i.test(name),
      )
    )
      return;
    const source = settingSource(repository, 'SECURE_SSL_REDIRECT');
    // Without the header each request over HTTPS would be redirected to itself.
    const knowsHeader = effectiveValue(repository, 'SECURE_PROXY_SSL_HEADER', null) !== null;
    const because = 'SECURE_PROXY_SSL_HEADER must be set first, or the redirect never ends';
    const result = knowsHeader
      ? source &&
        decideSetting(source, 'SECURE_SSL_REDIRECT', 'True', { after: 'SECURE_PROXY_SSL_HEADER' })
      : { ok: false as const, because };
    yield {
      at: fallbackRange(repository, 'SECURE_SSL_REDIRECT'),
      facts: off,
      ...(off.unless.length > 0
        ? declinedSwitch(off)
        : fixFrom('Redirect to HTTPS', 'unsafe', source?.file, result)),
    };
  },
  message: (off) => ({
    what: switchInWords('SECURE_SSL_REDIRECT', off),
    why: 'The router also forwards plain HTTP, so a visitor who types the address without https sends password and session cookie in the clear.',
    next: `Redirect, together with SECURE_PROXY_SSL_HEADER, which prevents a redirect loop:\n  SECURE_SSL_REDIRECT = True${configVarStep(off)}`,
  }),
});
