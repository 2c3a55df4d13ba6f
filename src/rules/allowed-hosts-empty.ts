import { defineRule, fixFrom } from '../check/rule.ts';
import { decideByEnvironment } from '../edits/python/decide-setting.ts';
import type { PlainValue, SettingState } from '../evaluator/api.ts';
import type { Repository } from '../project/repository.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import {
  fallbackRange,
  productionSettings,
  settingOf,
} from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';
import { settingsWithoutConfigVars } from '../queries/settings/settings-without-config-vars.ts';

/** Fails loudly where the config var is missing, and drops blanks. */
const FROM_ENVIRONMENT =
  '[host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",") if host.strip()]';

export default defineRule<{ only: readonly string[]; unless?: readonly string[] }>({
  id: 'allowed-hosts-empty',
  group: 'settings',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Deployment checklist": ALLOWED_HOSTS',
    url: 'https://docs.djangoproject.com/en/6.1/howto/deployment/checklist/#allowed-hosts',
  },
  docs: 'ALLOWED_HOSTS in production is empty or names only the local machine.',
  initFeature: 'settings',
  example: { only: [] },
  *check(repository) {
    const state = settingOf(repository, 'ALLOWED_HOSTS');
    if (state === undefined) return;
    const hosts = hostsOf(repository, state);
    // Before 1.11 every host was let in while DEBUG was on, and 1.4 let them all in by default.
    const series = installedSeries(repository);
    if (series !== undefined && !isAtLeast(series, '1.11')) return;
    if (hosts === undefined) return;
    const only = hosts.filter((host) => typeof host === 'string');
    if (!only.every(isLocal)) return;
    const source = settingSource(repository, 'ALLOWED_HOSTS');
    const fix = fixFrom(
      'Read the names from the environment',
      'unsafe',
      source?.file,
      source && decideByEnvironment(source, 'ALLOWED_HOSTS', FROM_ENVIRONMENT, { after: 'DEBUG' }),
    );
    const at = fallbackRange(repository, 'ALLOWED_HOSTS', 'DEBUG');
    if (state.state === 'computed')
      yield { at, facts: { only, unless: state.dependsOn }, severity: 'warning', ...fix };
    else yield { at, facts: { only }, ...fix };
  },
  message: ({ only, unless = [] }) => ({
    what:
      only.length === 0
        ? 'ALLOWED_HOSTS is empty.'
        : unless.length === 0
          ? `ALLOWED_HOSTS names only the own machine: ${only.join(', ')}.`
          : `ALLOWED_HOSTS names only the own machine unless ${unless.join(' or ')} is set: ${only.join(', ')}.`,
    why: "Requests arrive with your app's public host name, which is not in this list, so Django answers 400 to all of them.",
    next: 'Read the host names from the environment, and set them:\n  ALLOWED_HOSTS = [host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",") if host.strip()]\n  heroku config:set ALLOWED_HOSTS=www.example.com,name-1234567890ab.herokuapp.com',
  }),
});

/**
 * The hosts that are let in; undefined when they cannot be told. What a config var adds to a list of
 * the own machine does not count: nothing says that the var is set on Heroku.
 */
function hostsOf(repository: Repository, state: SettingState): readonly PlainValue[] | undefined {
  if (state.state !== 'computed')
    return state.state === 'known' && Array.isArray(state.value) ? state.value : [];
  const written = productionSettings(repository)?.get('ALLOWED_HOSTS');
  const isAddedTo =
    written?.state === 'computed' &&
    (written.elements?.length ?? 0) > 0 &&
    state.dependsOn.length > 0;
  const byDefault = isAddedTo
    ? settingsWithoutConfigVars(repository)?.get('ALLOWED_HOSTS')
    : undefined;
  return byDefault?.state === 'known' && Array.isArray(byDefault.value)
    ? byDefault.value
    : undefined;
}

function isLocal(host: string): boolean {
  return /^(localhost|\.localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|::1|testserver)$/.test(host);
}
