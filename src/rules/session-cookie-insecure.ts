import { defineRule, fixFrom } from '../check/rule.ts';
import { decideSetting } from '../edits/python/decide-setting.ts';
import { type SwitchedOff, switchedOff } from '../queries/settings/off-unless-set.ts';
import { fallbackRange, stringsOf } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';
import { configVarStep, declinedSwitch, switchInWords } from '../queries/settings/switch-words.ts';

export default defineRule<SwitchedOff>({
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
  example: { set: false, unless: [], text: undefined },
  *check(repository) {
    const off = switchedOff(repository, 'SESSION_COOKIE_SECURE');
    if (off === undefined) return;
    const middleware = stringsOf(repository, 'MIDDLEWARE');
    if (middleware === undefined || !middleware.some((name) => /Session/.test(name))) return;
    const source = settingSource(repository, 'SESSION_COOKIE_SECURE');
    const result =
      source &&
      decideSetting(source, 'SESSION_COOKIE_SECURE', 'True', { after: 'CSRF_COOKIE_SECURE' });
    yield {
      at: fallbackRange(repository, 'SESSION_COOKIE_SECURE'),
      facts: off,
      ...(off.unless.length > 0
        ? declinedSwitch(off)
        : fixFrom('Send it over HTTPS only', 'unsafe', source?.file, result)),
    };
  },
  message: (off) => ({
    what: switchInWords('SESSION_COOKIE_SECURE', off),
    why: 'The browser also sends it over plain HTTP, before any redirect, so anyone on the network can take over the session.',
    next: `Send it over HTTPS only:\n  SESSION_COOKIE_SECURE = True${configVarStep(off)}`,
  }),
});
