import { defineRule } from '../check/rule.ts';
import { loadedPaths } from '../queries/apps/loaded-uses.ts';
import { pooledProcess, settingsBehindPgbouncer } from '../queries/processes/pgbouncer.ts';
import { asDict } from '../queries/settings/production-settings.ts';

export default defineRule<{ program: string; isUsed: boolean }>({
  id: 'pgbouncer-cursors',
  group: 'database',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Databases": transaction pooling and server-side cursors',
    url: 'https://docs.djangoproject.com/en/6.1/ref/databases/#transaction-pooling-and-server-side-cursors',
  },
  docs: 'Server-side cursors are used through a pgbouncer that pools transactions.',
  example: { program: 'bin/start-pgbouncer', isUsed: true },
  *check(repository) {
    const pooled = pooledProcess(repository);
    const mode = repository.appJson?.env.get('PGBOUNCER_POOL_MODE')?.value;
    const databases = pooled && settingsBehindPgbouncer(repository)?.get('DATABASES');
    if (databases?.state !== 'known' || pooled === undefined || mode === 'session') return;
    const database = asDict(asDict(databases.value)?.default);
    if (!/postg/.test(String(database?.ENGINE)) || database?.DISABLE_SERVER_SIDE_CURSORS === true)
      return;
    const isUsed = loadedPaths(repository).some((path) =>
      /\.iterator\(/.test(repository.files.text(path) ?? ''),
    );
    yield {
      at: databases.at,
      facts: { program: pooled.wrapper.program.text, isUsed },
      ...(isUsed ? {} : { severity: 'hint' as const }),
    };
  },
  message: ({ program, isUsed }) => ({
    what: `DATABASES leaves server-side cursors on, behind the pgbouncer of \`${program}\`.`,
    why: `It pools transactions, and outside one each statement may reach another connection: ${isUsed ? '`.iterator()`, which this project calls,' : 'the first `.iterator()`'} ends in 'cursor "_django_curs_…" does not exist'.`,
    next: 'Switch them off:\n  DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True',
  }),
});
