import { defineRule, fixFrom } from '../check/rule.ts';
import { addSetting } from '../edits/python/setting.ts';
import { webServers } from '../queries/processes/web-server.ts';
import {
  effectiveValue,
  fallbackRange,
  productionSource,
  settingOf,
} from '../queries/settings/production-settings.ts';

export default defineRule<{ fault: 'absent' | 'wrong'; redirects: boolean; trusted: boolean }>({
  id: 'proxy-header-missing',
  group: 'hardening',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "SECURE_PROXY_SSL_HEADER"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#secure-proxy-ssl-header',
  },
  docs: 'Django does not know which header marks a request as HTTPS.',
  initFeature: 'https',
  example: { fault: 'absent', redirects: true, trusted: true },
  *check(repository) {
    const state = settingOf(repository, 'SECURE_PROXY_SSL_HEADER');
    if (state === undefined || state.state === 'computed') return;
    const value = state.state === 'known' ? state.value : null;
    if (Array.isArray(value) && value[0] === 'HTTP_X_FORWARDED_PROTO' && value[1] === 'https')
      return;
    const redirects = effectiveValue(repository, 'SECURE_SSL_REDIRECT', false) === true;
    // The classic buildpack makes gunicorn believe the router, which no other server is told.
    const trusted =
      repository.herokuYml === undefined &&
      webServers(repository).every(({ name }) => name === 'gunicorn');
    const fault = value === null ? 'absent' : 'wrong';
    const source = productionSource(repository);
    const after =
      ['SECURE_SSL_REDIRECT', 'ALLOWED_HOSTS'].find(
        (name) => source !== undefined && settingOf(repository, name)?.state !== 'absent',
      ) ?? 'DEBUG';
    const result =
      source && fault === 'absent'
        ? addSetting(source, 'SECURE_PROXY_SSL_HEADER', '("HTTP_X_FORWARDED_PROTO", "https")', {
            after,
          })
        : undefined;
    yield {
      at: fallbackRange(repository, 'SECURE_PROXY_SSL_HEADER', 'SECURE_SSL_REDIRECT'),
      facts: { fault, redirects, trusted },
      ...(redirects && !trusted ? { severity: 'error' as const } : {}),
      ...fixFrom('Name the header', 'safe', source?.file, result),
    };
  },
  message: ({ fault, redirects, trusted }) => ({
    what:
      fault === 'absent'
        ? 'SECURE_PROXY_SSL_HEADER is not set.'
        : 'SECURE_PROXY_SSL_HEADER does not name the header of the router, in the spelling of WSGI.',
    why: redirects
      ? `The router terminates TLS and speaks plain HTTP to the dyno. Django then redirects every HTTPS request to itself in a loop${trusted ? ', unless the web server trusts the router, as the classic buildpack configures for gunicorn' : ''}.`
      : 'The router terminates TLS and speaks plain HTTP to the dyno. Django treats every request as insecure, builds http:// links, and rejects forms whose Origin is https.',
    next: 'Heroku always sets this header itself, so it can be trusted:\n  SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
  }),
});
