import { defineRule, fixFrom } from '../check/rule.ts';
import { decideByEnvironment } from '../edits/python/decide-setting.ts';
import { knownSetting } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

/** Fails loudly where the config var is missing, and drops blanks. */
const FROM_ENVIRONMENT =
  '[host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",") if host.strip()]';

export default defineRule<null>({
  id: 'allowed-hosts-any',
  group: 'settings',
  severity: 'hint',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "ALLOWED_HOSTS"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#allowed-hosts',
  },
  docs: 'ALLOWED_HOSTS accepts every host name.',
  initFeature: 'settings',
  example: null,
  *check(repository) {
    const known = knownSetting(repository, 'ALLOWED_HOSTS');
    if (!Array.isArray(known?.value) || !known.value.includes('*')) return;
    const source = settingSource(repository, 'ALLOWED_HOSTS');
    const fix = fixFrom(
      'Read the names from the environment',
      'unsafe',
      source?.file,
      source && decideByEnvironment(source, 'ALLOWED_HOSTS', FROM_ENVIRONMENT),
    );
    yield { at: known.at, facts: null, ...fix };
  },
  message: () => ({
    what: 'ALLOWED_HOSTS holds `*`.',
    why: "The router only forwards requests for the app's own domains, but Django builds links in password-reset mails from the Host header of the request, whichever of those domains it names.",
    next: 'Read the site\'s host names from the environment:\n  ALLOWED_HOSTS = [host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",") if host.strip()]',
  }),
});
