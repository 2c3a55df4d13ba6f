import { defineRule } from '../check/rule.ts';
import { registrableDomain } from '../facts/public-suffixes.ts';
import type { Repository } from '../project/repository.ts';
import { corsOrigins } from '../queries/settings/origins.ts';
import {
  effectiveValue,
  fallbackRange,
  knownSetting,
  stringsOf,
} from '../queries/settings/production-settings.ts';

interface Facts {
  readonly setting: string;
  readonly value: string;
  readonly fault: 'insecure' | 'login' | 'cross-site';
  /** The app that logs in elsewhere, or the origin that sends the cookie. */
  readonly other: string;
}

/** Apps that send visitors to another site to log in, and take them back. */
const LOGS_IN_ELSEWHERE =
  /^(social_django|allauth\.socialaccount|mozilla_django_oidc|djangosaml2|django_auth_adfs|oauth2_provider)\b/;

export default defineRule<Facts>({
  id: 'samesite-refused',
  group: 'hardening',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'MDN, "Set-Cookie": SameSite',
    url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
  },
  docs: 'SameSite of a cookie keeps browsers from sending it where the project needs it.',
  example: {
    setting: 'SESSION_COOKIE_SAMESITE',
    value: 'None',
    fault: 'insecure',
    other: '',
  },
  *check(repository) {
    for (const cookie of ['SESSION_COOKIE', 'CSRF_COOKIE']) {
      const setting = `${cookie}_SAMESITE`;
      const value = effectiveValue(repository, setting, 'Lax');
      if (value === undefined) continue;
      const at = fallbackRange(repository, setting, 'CORS_ALLOW_CREDENTIALS');
      const facts = { setting, value: String(value) };
      if (value === 'None') {
        if (effectiveValue(repository, `${cookie}_SECURE`, false) === false)
          yield { at, facts: { ...facts, fault: 'insecure', other: '' } };
        continue;
      }
      const app = loginElsewhere(repository);
      if (value === 'Strict' && cookie === 'SESSION_COOKIE' && app !== undefined)
        yield { at, facts: { ...facts, fault: 'login', other: app } };
      const origin = cookie === 'SESSION_COOKIE' ? foreignOrigin(repository) : undefined;
      if (origin !== undefined)
        yield { at, facts: { ...facts, fault: 'cross-site', other: origin } };
    }
  },
  message: ({ setting, value, fault, other }) => ({
    what: {
      insecure: `${setting} is "None", and the cookie is not Secure.`,
      login: `${setting} is "${value}", and \`${other}\` sends visitors to another site to log in.`,
      'cross-site': `CORS_ALLOW_CREDENTIALS lets \`${other}\` send cookies, and ${setting} is "${value}".`,
    }[fault],
    why: {
      insecure: 'Browsers refuse such a cookie: nobody stays logged in.',
      login:
        'Browsers leave the cookie out when the other site sends the visitor back, so the session that began the login is gone: "state missing" or the login page again.',
      'cross-site':
        'That origin is another site, also where both are apps below herokuapp.com, and browsers leave the cookie out of its requests: each one is anonymous.',
    }[fault],
    next: {
      insecure: `Send it over HTTPS only:\n  ${setting.replace('SAMESITE', 'SECURE')} = True`,
      login: `Allow it where a visitor follows a link:\n  ${setting} = "Lax"`,
      'cross-site':
        'Put both below one domain of your own, or allow the cookie everywhere, over HTTPS only:\n  SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "None"\n  SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True',
    }[fault],
  }),
});

function loginElsewhere(repository: Repository): string | undefined {
  return stringsOf(repository, 'INSTALLED_APPS')?.find((app) => LOGS_IN_ELSEWHERE.test(app));
}

/** An origin that may send cookies and certainly is another site than each of the own hosts. */
function foreignOrigin(repository: Repository): string | undefined {
  if (knownSetting(repository, 'CORS_ALLOW_CREDENTIALS')?.value !== true) return undefined;
  const hosts = stringsOf(repository, 'ALLOWED_HOSTS') ?? [];
  if (knownSetting(repository, 'ALLOWED_HOSTS') === undefined || hosts.includes('*'))
    return undefined;
  const own = new Set(hosts.map((host) => registrableDomain(host)));
  return corsOrigins(repository).find(({ host, isLocal }) => {
    const domain = registrableDomain(host);
    return !isLocal && domain !== undefined && !own.has(domain);
  })?.origin;
}
