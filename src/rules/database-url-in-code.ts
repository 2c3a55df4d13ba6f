import { defineRule } from '../check/rule.ts';
import { walk } from '../python/walk.ts';
import { productionChain } from '../queries/settings/production-settings.ts';

/** An address with a password and a public host; a placeholder or a local server is no secret. */
const ADDRESS =
  /^(postgres(?:ql)?|postgis|mysql|redis|rediss|amqps?):\/\/[^:@/\s]*:([^@/\s]+)@([\w-]+(?:\.[\w-]+)+)(?::\d+)?/;

export default defineRule<{ scheme: string; host: string }>({
  id: 'database-url-in-code',
  group: 'database',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Connecting to Heroku Postgres": credentials change',
    url: 'https://devcenter.heroku.com/articles/connecting-heroku-postgres',
  },
  docs: 'The URL of a server, with its password, is in the settings.',
  initFeature: 'database',
  example: { scheme: 'postgres', host: 'ec2-1-2-3-4.compute-1.amazonaws.com' },
  *check(repository) {
    for (const source of productionChain(repository)) {
      for (const node of walk(source.module)) {
        if (node.kind !== 'Constant' || node.type !== 'str') continue;
        const [, scheme = '', password = '', host = ''] = ADDRESS.exec(node.value) ?? [];
        if (
          host === '' ||
          /^(127\.|0\.0\.|localhost|host\b|example\.)/.test(host) ||
          /^(pass(word)?|secret|pwd|xxx+|\*+)$/i.test(password)
        )
          continue;
        yield {
          at: { file: source.file, start: node.start, end: node.end },
          facts: { scheme, host },
        };
      }
    }
  },
  message: ({ scheme, host }) => ({
    what: `The address of the ${scheme} server \`${host}\` is written in the settings, with its password.`,
    why: 'Anyone who can read the repository can read the data. Heroku also changes this URL when the server moves, and then the app loses its connection.',
    next: 'Read it from the environment (DATABASE_URL, REDIS_URL) and change the password:\n  heroku pg:credentials:rotate',
  }),
});
