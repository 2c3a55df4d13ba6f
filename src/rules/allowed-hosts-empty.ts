import { defineRule, fixFrom } from '../check/rule.ts';
import { decideByEnvironment } from '../edits/python/decide-setting.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import { isLocalHost, servedHosts } from '../queries/settings/allowed-hosts.ts';
import { fallbackRange } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

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
    const served = servedHosts(repository);
    // Before 1.11 every host was let in while DEBUG was on, and 1.4 let them all in by default.
    const series = installedSeries(repository);
    if (series !== undefined && !isAtLeast(series, '1.11')) return;
    if (served === undefined || !served.hosts.every(isLocalHost)) return;
    const { hosts: only, unless } = served;
    const source = settingSource(repository, 'ALLOWED_HOSTS');
    const fix = fixFrom(
      'Read the names from the environment',
      'unsafe',
      source?.file,
      source && decideByEnvironment(source, 'ALLOWED_HOSTS', FROM_ENVIRONMENT, { after: 'DEBUG' }),
    );
    const at = fallbackRange(repository, 'ALLOWED_HOSTS', 'DEBUG');
    if (unless.length > 0) yield { at, facts: { only, unless }, severity: 'warning', ...fix };
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
