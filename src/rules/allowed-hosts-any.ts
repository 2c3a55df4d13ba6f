import { defineRule } from '../check/rule.ts';
import { knownSetting } from '../project/questions/production-settings.ts';

export default defineRule<null>({
  id: 'allowed-hosts-any',
  group: 'settings',
  severity: 'hint',
  since: '0.1.0',
  source: 'Django documentation, "ALLOWED_HOSTS"',
  docs: 'ALLOWED_HOSTS lets every name through.',
  mendedBy: 'settings',
  example: null,
  *check(project) {
    const known = knownSetting(project, 'ALLOWED_HOSTS');
    if (Array.isArray(known?.value) && known.value.includes('*')) yield { at: known.at, facts: null };
  },
  advise: () => ({
    what: 'ALLOWED_HOSTS holds `*`.',
    why: 'The router passes on only names that belong to the app, but links in password mails are built from whatever Host the request had, also from another name of yours.',
    next: 'List the names of the site, from the environment:\n  ALLOWED_HOSTS = [host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",") if host.strip()]',
  }),
});
