import { defineRule } from '../check/rule.ts';
import type { SettingState } from '../evaluator/api.ts';
import type { SourceRange } from '../python/source-range.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import { settingOf } from '../queries/settings/production-settings.ts';

/** The settings that MAILERS replaces. Source: Django 6.1 release notes; read 2026-11-23. */
const REPLACED = [
  'BACKEND',
  'FILE_PATH',
  'HOST',
  'HOST_PASSWORD',
  'HOST_USER',
  'PORT',
  'SSL_CERTFILE',
  'SSL_KEYFILE',
  'TIMEOUT',
  'USE_SSL',
  'USE_TLS',
].map((name) => `EMAIL_${name}`);

export default defineRule<{ setting: string }>({
  id: 'mailers-with-email-settings',
  group: 'hardening',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django 6.1 release notes, "Features deprecated in 6.1": EMAIL_* settings',
    url: 'https://docs.djangoproject.com/en/6.1/releases/6.1/#deprecated-features-6-1',
  },
  leadsTo: ['collectstatic-improper-configuration'],
  docs: 'A replaced EMAIL_ setting is combined with MAILERS, which Django 6.1 rejects.',
  example: { setting: 'EMAIL_HOST' },
  *check(repository) {
    const series = installedSeries(repository);
    const mailers = settingOf(repository, 'MAILERS');
    if (
      series === undefined ||
      !isAtLeast(series, '6.1') ||
      mailers === undefined ||
      !isWritten(mailers)
    )
      return;
    for (const setting of REPLACED) {
      const state = settingOf(repository, setting);
      if (state !== undefined && isWritten(state)) yield { at: state.at, facts: { setting } };
    }
  },
  message: ({ setting }) => ({
    what: `${setting} is combined with MAILERS.`,
    why: 'Django 6.1 rejects the combination with ImproperlyConfigured: the settings cannot be imported, so the build stops in collectstatic.',
    next: `Move the value into the OPTIONS of MAILERS["default"] and delete ${setting}.`,
  }),
});

/**
 * A setting without a place is one that code out of sight may set, such as a plugin that is handed
 * `globals()`; nobody knows whether it does.
 */
function isWritten(
  state: SettingState,
): state is Extract<SettingState, { at: unknown }> & { at: SourceRange } {
  return state.state !== 'absent' && state.at !== undefined;
}
