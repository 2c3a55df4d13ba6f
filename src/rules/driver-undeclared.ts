import { defineRule, fixFrom } from '../check/rule.ts';
import { addRequirement } from '../edits/requirements.ts';
import { productionDatabase, readsDatabaseUrl } from '../project/questions/database.ts';
import { dependencyFile, editableRequirements } from '../project/questions/requirements-file.ts';

const DRIVERS = ['psycopg', 'psycopg-binary', 'psycopg-c', 'psycopg2', 'psycopg2-binary'];

export default defineRule<{ kind: 'postgres' | 'sqlite' }>({
  id: 'driver-undeclared',
  group: 'dependencies',
  severity: 'error',
  since: '0.1.0',
  source: 'Django documentation, "Databases": PostgreSQL notes',
  foretells: ['collectstatic-improper-configuration'],
  docs: 'No driver for PostgreSQL is among the dependencies.',
  mendedBy: 'dependencies',
  example: { kind: 'postgres' },
  *check(project) {
    const { dependencies, site } = project;
    if (site === undefined || DRIVERS.some((name) => dependencies.declares(name))) return;
    const kind = productionDatabase(project)?.kind ?? (readsDatabaseUrl(project) ? 'postgres' : undefined);
    if (kind !== 'postgres' && kind !== 'sqlite') return;
    const file = editableRequirements(project);
    const wanted = { name: 'psycopg', extras: ['binary'], specifier: '>=3.2,<4' };
    const result = file === undefined ? undefined : addRequirement(project.files.text(file) ?? '', wanted);
    const shown = dependencyFile(project);
    yield {
      at: shown === undefined ? undefined : { file: shown, start: 0, end: 0 },
      facts: { kind },
      ...(kind === 'sqlite' ? { severity: 'warning' as const } : fixFrom('Add psycopg[binary]', 'safe', file, result)),
    };
  },
  advise: ({ kind }) => ({
    what: 'No driver for PostgreSQL is declared.',
    why:
      kind === 'postgres'
        ? 'The settings import in the build already loads the driver, finds none, and stops with `collectstatic-improper-configuration`.'
        : 'Production needs PostgreSQL in place of the SQLite file, and Django cannot speak to it without a driver.',
    next: 'Run `dynoready init --only dependencies`, or add this to the main dependencies:\n  psycopg[binary]>=3.2,<4',
  }),
});
