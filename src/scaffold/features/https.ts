import { offUnlessSet } from '../../queries/settings/off-unless-set.ts';
import {
  isOnByDefault,
  settingsWithoutConfigVars,
} from '../../queries/settings/settings-without-config-vars.ts';
import { reasons, type WriteEntry } from '../plan/feature.ts';
import { absentSettings } from '../settings/missing-settings.ts';

const because = reasons('https');
const SETTINGS = [
  'SECURE_PROXY_SSL_HEADER',
  'SECURE_SSL_REDIRECT',
  'SESSION_COOKIE_SECURE',
  'CSRF_COOKIE_SECURE',
  'SECURE_HSTS_SECONDS',
];

/**
 * What the deploy check asks for behind a router that ends TLS; whatever the project decided itself
 * stays.
 */
export const writeHttps: WriteEntry = ({
  settings: found,
  production,
  render,
  answers,
  reader,
  repository,
  development,
}) => {
  const settings = development.turned ?? found;
  // While DEBUG is on in the shared file, what that does `if not DEBUG` is not done, whatever
  // follows.
  const bare =
    development.turned === undefined && isOnByDefault(repository, 'DEBUG')
      ? settingsWithoutConfigVars(repository)
      : undefined;
  const needs = new Set([
    ...[settings, bare].flatMap((one) => (one === undefined ? [] : absentSettings(one, SETTINGS))),
    ...SETTINGS.filter((name) => offUnlessSet(repository, name).length > 0),
  ]);
  // Only with our own careful HSTS are the two checks about subdomains and the preload list
  // answered in advance.
  if (
    needs.has('SECURE_HSTS_SECONDS') &&
    absentSettings(settings, HSTS_DECISIONS).length === HSTS_DECISIONS.length
  ) {
    needs.add('SILENCED_SYSTEM_CHECKS');
  }
  const { hstsSeconds } = answers;
  const hstsWords = hstsSeconds === 3600 ? 'an hour' : `${hstsSeconds} seconds`;
  const body =
    needs.size === 0
      ? ''
      : render('project/package/settings/heroku/https.py', {
          needs,
          hstsSeconds,
          hstsWords,
          read: reader,
        });
  production.add({
    reason: because(
      'HTTPS: the router terminates TLS, so redirects, secure cookies and HSTS must be configured',
    ),
    imports: [],
    body,
  });
};

const HSTS_DECISIONS = [
  'SECURE_HSTS_INCLUDE_SUBDOMAINS',
  'SECURE_HSTS_PRELOAD',
  'SILENCED_SYSTEM_CHECKS',
];
