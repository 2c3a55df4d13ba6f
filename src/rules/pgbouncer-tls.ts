import { defineRule } from '../check/rule.ts';
import { pooledProcess, settingsBehindPgbouncer } from '../queries/processes/pgbouncer.ts';
import { asDict } from '../queries/settings/production-settings.ts';

export default defineRule<{ program: string; processType: string; mode: string }>({
  id: 'pgbouncer-tls',
  group: 'database',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-pgbouncer, README',
    url: 'https://github.com/heroku/heroku-buildpack-pgbouncer#readme',
  },
  docs: 'The settings insist on TLS to a pgbouncer in the same dyno, which has none.',
  example: { program: 'bin/start-pgbouncer', processType: 'web', mode: 'require' },
  *check(repository) {
    const pooled = pooledProcess(repository);
    const databases = pooled && settingsBehindPgbouncer(repository)?.get('DATABASES');
    if (databases?.state !== 'known' || pooled === undefined) return;
    const database = asDict(asDict(databases.value)?.default);
    const mode = asDict(database?.OPTIONS)?.sslmode;
    const isLocal = database?.HOST === '127.0.0.1';
    if (!isLocal || typeof mode !== 'string' || !/^(require|verify-ca|verify-full)$/.test(mode))
      return;
    const { processType, wrapper } = pooled;
    yield { at: databases.at, facts: { program: wrapper.program.text, processType, mode } };
  },
  message: ({ program, processType, mode }) => ({
    what: `DATABASES asks for TLS (sslmode=${mode}) whatever the host, and \`${processType}\` starts through \`${program}\`.`,
    why: 'There DATABASE_URL is the address of a pgbouncer in the same dyno, 127.0.0.1:6000, which speaks no TLS to the app: each query ends in "server does not support SSL, but SSL was required". pgbouncer itself reaches Postgres over TLS.',
    next: 'Ask for TLS only where the host is not this dyno:\n  ssl_require="@127.0.0.1" not in os.environ.get("DATABASE_URL", "@127.0.0.1")',
  }),
});
