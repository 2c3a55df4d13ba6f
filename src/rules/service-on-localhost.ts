import { defineRule } from '../check/rule.ts';
import { serverAddresses } from '../queries/settings/server-addresses.ts';

interface Facts {
  readonly setting: string;
  readonly host: string;
  /** False for a name without a dot, such as that of a service in a compose file. */
  readonly isLoopback: boolean;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|::1|host\.docker\.internal)$/i;

export default defineRule<Facts>({
  id: 'service-on-localhost',
  group: 'add-ons',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'The Twelve-Factor App, "Backing services"',
    url: 'https://12factor.net/backing-services',
  },
  docs: 'The production settings write down a cache, broker or search server that is on no dyno.',
  example: { setting: 'CELERY_BROKER_URL', host: 'localhost', isLoopback: true },
  *check(repository) {
    const seen = new Set<string>();
    for (const { setting, host, at } of serverAddresses(repository)) {
      const isLoopback = LOOPBACK.test(host);
      if ((!isLoopback && /[.:]/.test(host)) || seen.has(setting)) continue;
      seen.add(setting);
      yield { at, facts: { setting, host, isLoopback } };
    }
  },
  message: ({ setting, host, isLoopback }) => ({
    what: `${setting} names the server \`${host}\`, and no config var changes it.`,
    why: isLoopback
      ? 'On a dyno that address is the dyno itself, where no such server runs. Each use fails with "Connection refused".'
      : 'That name exists only on the author\'s network, such as in a compose file. On a dyno each use fails with "Name or service not known".',
    next: 'Read the address from the config var that the add-on sets:\n  os.environ["REDIS_URL"]\nAnd add the add-on:\n  heroku addons:create heroku-redis:mini',
  }),
});
