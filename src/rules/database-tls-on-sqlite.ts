import { defineRule } from '../check/rule.ts';
import type { Call, Expression } from '../python/nodes.ts';
import { dottedName, walk } from '../python/walk.ts';
import { productionChain } from '../queries/settings/production-settings.ts';

export default defineRule<null>({
  id: 'database-tls-on-sqlite',
  group: 'database',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'dj-database-url 3.1.2, README: ssl_require',
    url: 'https://pypi.org/project/dj-database-url/3.1.2/',
  },
  docs: '`ssl_require=True` is combined with a SQLite fallback, which rejects the option.',
  example: null,
  *check(repository) {
    for (const source of productionChain(repository)) {
      for (const node of walk(source.module)) {
        if (node.kind !== 'Call' || !/(^|\.)(config|parse)$/.test(dottedName(node.func) ?? ''))
          continue;
        const required = keyword(node, 'ssl_require');
        const fallback =
          keyword(node, 'default') ??
          (/parse$/.test(dottedName(node.func) ?? '') ? node.args[0] : undefined);
        if (
          required?.kind !== 'Constant' ||
          required.value !== true ||
          fallback === undefined ||
          !startsWithSqlite(fallback)
        )
          continue;
        yield { at: { file: source.file, start: node.start, end: node.end }, facts: null };
      }
    }
  },
  message: () => ({
    what: '`ssl_require=True` is combined with a SQLite URL as the fallback.',
    why: "The option is passed on for every scheme. Without DATABASE_URL, the first query fails with `TypeError: … unexpected keyword argument 'sslmode'`, in tests and on every laptop.",
    next: 'Require TLS only where the address is PostgreSQL:\n  ssl_require=os.environ.get("DATABASE_URL", "").startswith("postgres")',
  }),
});

function keyword(call: Call, name: string): Expression | undefined {
  return call.keywords.find(({ arg }) => arg === name)?.value;
}

function startsWithSqlite(expression: Expression): boolean {
  for (const node of walk(expression)) {
    if (node.kind === 'Constant' && node.type === 'str')
      return /^(sqlite|spatialite):\/\/(?!:memory:$)/.test(node.value);
  }
  return false;
}
