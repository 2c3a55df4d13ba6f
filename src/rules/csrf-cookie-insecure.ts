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
  example: { set: false, unless: [], text: undefined },
  *check(repository) {
    const off = switchedOff(repository, 'CSRF_COOKIE_SECURE');
    if (off === undefined) return;
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
      facts: off,
      ...(off.unless.length > 0
        ? declinedSwitch(off)
        : fixFrom('Send it over HTTPS only', 'unsafe', source?.file, result)),
    };
  },
  message: (off) => ({
    what: switchInWords('CSRF_COOKIE_SECURE', off),
    why: 'The browser also sends it over plain HTTP, where anyone on the network can read it and forge a form.',
    next: `Send it over HTTPS only:\n  CSRF_COOKIE_SECURE = True${configVarStep(off)}`,
  }),
});
