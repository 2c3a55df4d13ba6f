/** A value as Django's own file of defaults writes it, tuples as lists. */
export type DefaultValue =
  | string
  | number
  | boolean
  | null
  | readonly DefaultValue[]
  | { readonly [key: string]: DefaultValue };

/**
 * What a setting is from a series on; `undefined` as the value where Django no longer knows the
 * setting.
 */
interface DefaultFrom {
  /** As X.Y. */
  readonly series: string;
  readonly value: DefaultValue | undefined;
}

const always = (value: DefaultValue): readonly DefaultFrom[] => [{ series: '0.0', value }];
const FILES = 'django.core.files.storage.FileSystemStorage';
const STATIC_FILES = 'django.contrib.staticfiles.storage.StaticFilesStorage';

/**
 * Defaults of the settings that decide how a project runs on Heroku. Source: `global_settings` of
 * the newest 2.2 to 6.1; read 2026-11-24.
 */
const DEFAULTS: Readonly<Record<string, readonly DefaultFrom[]>> = {
  ALLOWED_HOSTS: always([]),
  CACHES: always({ default: { BACKEND: 'django.core.cache.backends.locmem.LocMemCache' } }),
  CSRF_COOKIE_SECURE: always(false),
  CSRF_TRUSTED_ORIGINS: always([]),
  DATABASES: always({}),
  DEBUG: always(false),
  DEFAULT_AUTO_FIELD: [
    { series: '3.2', value: 'django.db.models.AutoField' },
    { series: '6.0', value: 'django.db.models.BigAutoField' },
  ],
  DEFAULT_FILE_STORAGE: [
    { series: '0.0', value: FILES },
    { series: '5.1', value: undefined },
  ],
  EMAIL_BACKEND: always('django.core.mail.backends.smtp.EmailBackend'),
  EMAIL_HOST: always('localhost'),
  EMAIL_TIMEOUT: always(null),
  LOGGING: always({}),
  MEDIA_ROOT: always(''),
  MEDIA_URL: always(''),
  MIDDLEWARE: always([]),
  SECRET_KEY: always(''),
  SECRET_KEY_FALLBACKS: [{ series: '4.1', value: [] }],
  SECURE_CONTENT_TYPE_NOSNIFF: [
    { series: '0.0', value: false },
    { series: '3.0', value: true },
  ],
  SECURE_CROSS_ORIGIN_OPENER_POLICY: [{ series: '4.0', value: 'same-origin' }],
  SECURE_CSP: [{ series: '6.0', value: {} }],
  SECURE_HSTS_INCLUDE_SUBDOMAINS: always(false),
  SECURE_HSTS_PRELOAD: always(false),
  SECURE_HSTS_SECONDS: always(0),
  SECURE_PROXY_SSL_HEADER: always(null),
  SECURE_REFERRER_POLICY: [
    { series: '3.0', value: null },
    { series: '3.1', value: 'same-origin' },
  ],
  SECURE_SSL_REDIRECT: always(false),
  SESSION_COOKIE_HTTPONLY: always(true),
  SESSION_COOKIE_SECURE: always(false),
  SESSION_ENGINE: always('django.contrib.sessions.backends.db'),
  SILENCED_SYSTEM_CHECKS: always([]),
  STATICFILES_DIRS: always([]),
  STATICFILES_STORAGE: [
    { series: '0.0', value: STATIC_FILES },
    { series: '5.1', value: undefined },
  ],
  STATIC_ROOT: always(null),
  STATIC_URL: always(null),
  STORAGES: [
    {
      series: '4.2',
      value: { default: { BACKEND: FILES }, staticfiles: { BACKEND: STATIC_FILES } },
    },
  ],
  TASKS: [
    {
      series: '6.0',
      value: { default: { BACKEND: 'django.tasks.backends.immediate.ImmediateBackend' } },
    },
  ],
  TIME_ZONE: always('America/Chicago'),
  USE_TZ: [
    { series: '0.0', value: false },
    { series: '5.0', value: true },
  ],
  USE_X_FORWARDED_HOST: always(false),
  WSGI_APPLICATION: always(null),
  X_FRAME_OPTIONS: [
    { series: '0.0', value: 'SAMEORIGIN' },
    { series: '3.0', value: 'DENY' },
  ],
};

/**
 * Django's own defaults by name, sorted, for the settings that deployment cares about, in a series
 * given as X.Y. Without a series only those that never changed are there.
 */
export function defaultSettings(series: string | undefined): ReadonlyMap<string, DefaultValue> {
  const found = new Map<string, DefaultValue>();
  for (const [name, steps] of Object.entries(DEFAULTS)) {
    const step =
      series === undefined
        ? steps.length === 1 && steps[0]?.series === '0.0'
          ? steps[0]
          : undefined
        : steps.findLast((one) => isReached(series, one.series));
    if (step?.value !== undefined) found.set(name, step.value);
  }
  return found;
}

function isReached(series: string, from: string): boolean {
  const [major = 0, minor = 0] = series.split('.').map(Number);
  const [fromMajor = 0, fromMinor = 0] = from.split('.').map(Number);
  return major > fromMajor || (major === fromMajor && minor >= fromMinor);
}
