import type { EvaluatedSettings, PlainValue } from '../../evaluator/api.ts';
import { platformEnvironment } from '../../project/django/platform-environment.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { decidingLookups } from './deciding-lookups.ts';
import { asDict, productionSettings } from './production-settings.ts';

/** A setting that stays a text, or is taken for its truth, once its config var is set. */
export interface TextSetting {
  readonly setting: string;
  readonly variable: string;
  /** `truth`: `bool(…)` of a text. */
  readonly kind: 'boolean' | 'truth' | 'list' | 'number';
  readonly at: SourceRange | undefined;
}

/** DEBUG has a rule of its own. */
const BOOLEANS = (
  'SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY CSRF_COOKIE_HTTPONLY SECURE_HSTS_PRELOAD ' +
  'SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_CONTENT_TYPE_NOSNIFF SESSION_SAVE_EVERY_REQUEST SESSION_EXPIRE_AT_BROWSER_CLOSE USE_TZ USE_I18N ' +
  'USE_X_FORWARDED_HOST USE_X_FORWARDED_PORT EMAIL_USE_TLS EMAIL_USE_SSL APPEND_SLASH CORS_ALLOW_ALL_ORIGINS CORS_ORIGIN_ALLOW_ALL ' +
  'CORS_ALLOW_CREDENTIALS CELERY_TASK_ALWAYS_EAGER WHITENOISE_USE_FINDERS AXES_ENABLED COMPRESS_ENABLED COMPRESS_OFFLINE'
).split(' ');
const LISTS =
  'ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS CORS_ALLOWED_ORIGINS CORS_ORIGIN_WHITELIST SECRET_KEY_FALLBACKS'.split(
    ' ',
  );
const NUMBERS =
  'SESSION_COOKIE_AGE EMAIL_TIMEOUT DATA_UPLOAD_MAX_MEMORY_SIZE FILE_UPLOAD_MAX_MEMORY_SIZE PASSWORD_RESET_TIMEOUT DATABASES'.split(
    ' ',
  );

/**
 * Settings of production that come to the wrong type when the config var they read is set to what
 * people set it to: `False`, names with commas, a number.
 */
export function settingsFromText(repository: Repository): TextSetting[] {
  const settings = productionSettings(repository);
  if (settings === undefined || settings.failure !== undefined) return [];
  const settingsWith = (names: readonly string[], text: string): EvaluatedSettings | undefined =>
    evaluateWith(repository, settings, names, text);
  const off = settingsWith(BOOLEANS, 'False');
  const empty = off && settingsWith(BOOLEANS, '');
  const list = settingsWith(LISTS, 'one.example.com,two.example.com');
  const number = settingsWith(NUMBERS, '600');
  return [
    ...found(settings, BOOLEANS, (name) => {
      const value = knownValue(off, name);
      if (value === 'False') return 'boolean';
      return value === true && knownValue(empty, name) === false ? 'truth' : undefined;
    }),
    ...found(settings, LISTS, (name) =>
      typeof knownValue(list, name) === 'string' ? 'list' : undefined,
    ),
    ...found(settings, NUMBERS, (name) => {
      const value = knownValue(number, name);
      const age = name === 'DATABASES' ? asDict(asDict(value)?.default)?.CONN_MAX_AGE : value;
      return age === '600' ? 'number' : undefined;
    }),
  ];
}

function found(
  settings: EvaluatedSettings,
  names: readonly string[],
  judge: (name: string) => TextSetting['kind'] | undefined,
): TextSetting[] {
  return names.flatMap((setting) => {
    const kind = judge(setting);
    if (kind === undefined) return [];
    const lookups = variablesOf(settings, setting);
    // Where several are read, the one of the number does not hold an address.
    const lookup = lookups.find(({ variable }) => !/URL$/.test(variable)) ?? lookups[0];
    return lookup === undefined
      ? []
      : [{ setting, variable: lookup.variable, kind, at: lookup.at }];
  });
}

function variablesOf(settings: EvaluatedSettings, name: string) {
  return decidingLookups(settings, settings.get(name)).filter(
    ({ variable }) => !/^(DATABASE_URL|DYNO|PORT|DJANGO_SETTINGS_MODULE)$/.test(variable),
  );
}

/** The settings with each variable that decides one of the names set to the text. */
function evaluateWith(
  { appJson, djangoProject }: Repository,
  settings: EvaluatedSettings,
  names: readonly string[],
  text: string,
): EvaluatedSettings | undefined {
  const variables = names.flatMap((name) =>
    variablesOf(settings, name).map(({ variable }) => variable),
  );
  if (variables.length === 0) return undefined;
  const environment = {
    ...platformEnvironment(appJson),
    ...Object.fromEntries(variables.map((variable) => [variable, text])),
  };
  return djangoProject?.evaluate(settings.module, environment, 'unknown');
}

function knownValue(settings: EvaluatedSettings | undefined, name: string): PlainValue | undefined {
  const state = settings?.get(name);
  return state?.state === 'known' ? state.value : undefined;
}
