import type { RuleId } from '../check/rule-ids.ts';

/**
 * Rules of `dynoready check` that predict a finding of `manage.py check --deploy`, by the id of
 * the finding.
 */
export const RULE_OF_CHECK: Readonly<Record<string, RuleId>> = {
  'mail.E001': 'mailers-console',
  'security.W004': 'hsts-missing',
  'security.W008': 'ssl-redirect-missing',
  'security.W012': 'session-cookie-insecure',
  'security.W016': 'csrf-cookie-insecure',
  'security.W018': 'debug-on',
  'security.W020': 'allowed-hosts-empty',
};

/** Rules of `dynoready check` that predict what the router sees. */
export const RULE_OF_OBSERVATION = {
  noWebProcess: 'procfile-web-missing',
  fixedPort: 'procfile-fixed-port',
  runserver: 'procfile-runserver',
  redirectLoop: 'proxy-header-missing',
  hostRefused: 'allowed-hosts-empty',
  anyHost: 'allowed-hosts-any',
  debugPage: 'debug-on',
  noRedirect: 'ssl-redirect-missing',
  noHsts: 'hsts-missing',
  staticMissing: 'whitenoise-missing',
  staticNotHashed: 'static-storage-plain',
  sqliteOnDyno: 'sqlite-on-dyno',
  csrfRefused: 'proxy-header-missing',
  connections: 'connections-over-plan',
  sessionLost: 'sessions-in-process-memory',
  noRelease: 'release-missing',
  notRepeatable: 'release-not-repeatable',
  cookieRefused: 'cookie-domain-refused',
  webSocketRefused: 'websocket-behind-wsgi',
  mixedContent: 'mixed-content',
  limitByRouter: 'client-address-of-router',
  limitForgeable: 'client-address-forgeable',
  migrationMissing: 'migrations-missing',
  keyTypeUnset: 'default-auto-field-missing',
  silentErrors: 'logging-silent',
  redisCertificate: 'redis-certificate',
  noDefaultStorage: 'storages-default-missing',
  mediaOnDyno: 'media-on-dyno',
} as const satisfies Readonly<Record<string, RuleId>>;

/**
 * Rule that predicts a cookie without `Secure`, by the cookie's name; other cookies are the
 * project's own.
 */
export const RULE_OF_COOKIE: Readonly<Record<string, RuleId>> = {
  sessionid: 'session-cookie-insecure',
  csrftoken: 'csrf-cookie-insecure',
};
