import { defineRule, fixFrom } from '../check/rule.ts';
import { removeSetting } from '../edits/python/setting.ts';
import { isLocalHost, isPublicSuffix } from '../facts/public-suffixes.ts';
import type { Repository } from '../project/repository.ts';
import { knownSetting, stringsOf } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

interface Facts {
  readonly setting: string;
  readonly domain: string;
  readonly fault: 'suffix' | 'malformed' | 'local' | 'foreign';
}

const SETTINGS = ['SESSION_COOKIE_DOMAIN', 'CSRF_COOKIE_DOMAIN'];

export default defineRule<Facts>({
  id: 'cookie-domain-refused',
  group: 'hardening',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Cookies and the Public Suffix List"',
    url: 'https://devcenter.heroku.com/articles/cookies-and-herokuapp-com',
  },
  docs: 'Cookies are set for a domain for which browsers drop them.',
  example: { setting: 'SESSION_COOKIE_DOMAIN', domain: '.herokuapp.com', fault: 'suffix' },
  *check(repository) {
    for (const setting of SETTINGS) {
      const known = knownSetting(repository, setting);
      if (typeof known?.value !== 'string' || known.value === '') continue;
      const fault = faultOf(repository, known.value);
      if (fault === undefined) continue;
      const source = settingSource(repository, setting);
      yield {
        at: known.at,
        facts: { setting, domain: known.value, fault },
        ...fixFrom(
          'Leave the domain to the host of the request',
          'unsafe',
          source?.file,
          source && removeSetting(source, setting),
        ),
      };
    }
  },
  message: ({ setting, domain, fault }) => ({
    what: {
      suffix: `${setting} is \`${domain}\`, a name below which each app belongs to somebody else.`,
      malformed: `${setting} is \`${domain}\`, which is no domain.`,
      local: `${setting} is \`${domain}\`, the name of a developer's machine.`,
      foreign: `${setting} is \`${domain}\`, and no host of ALLOWED_HOSTS lies below it.`,
    }[fault],
    why: `Browsers drop ${setting.startsWith('CSRF') ? 'the CSRF cookie, so each form ends in 403 "CSRF cookie not set"' : 'the session cookie: a login answers 302 and nobody is logged in'}. The log shows nothing.`,
    next: `Take the setting out: a cookie without a domain belongs to the host that set it. For several hosts of a domain of your own:\n  ${setting} = ".example.com"`,
  }),
});

function faultOf(repository: Repository, domain: string): Facts['fault'] | undefined {
  if (/[:/\s*]/.test(domain)) return 'malformed';
  const name = domain.replace(/^\./, '');
  if (isLocalHost(name)) return 'local';
  if (isPublicSuffix(name)) return 'suffix';
  const hosts = stringsOf(repository, 'ALLOWED_HOSTS') ?? [];
  const isKnown = knownSetting(repository, 'ALLOWED_HOSTS') !== undefined && hosts.length > 0;
  const mayMatch = hosts.some((host) => {
    const own = host.replace(/^\./, '');
    return own === '*' || own === name || own.endsWith(`.${name}`) || name.endsWith(`.${own}`);
  });
  return isKnown && !mayMatch ? 'foreign' : undefined;
}
