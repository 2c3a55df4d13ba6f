import { defineRule, fixFrom } from '../check/rule.ts';
import { addRequirement } from '../edits/requirements.ts';
import { PACKAGES_OF_MODULE } from '../facts/packages.ts';
import type { Repository } from '../project/repository.ts';
import {
  dependencyFile,
  editableRequirements,
  unreachedDeclaration,
} from '../queries/packages/requirements-file.ts';
import { productionDatabase, readsDatabaseUrl } from '../queries/settings/database.ts';

const DRIVERS = ['psycopg', 'psycopg2'].flatMap((module) => PACKAGES_OF_MODULE[module] ?? []);

export default defineRule<{ kind: 'postgres' | 'sqlite'; certain: boolean }>({
  id: 'driver-undeclared',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Databases": PostgreSQL notes',
    url: 'https://docs.djangoproject.com/en/6.1/ref/databases/#postgresql-notes',
  },
  leadsTo: ['collectstatic-improper-configuration'],
  docs: 'No PostgreSQL driver is among the dependencies.',
  initFeature: 'dependencies',
  example: { kind: 'postgres', certain: true },
  *check(repository) {
    const { dependencies, djangoProject } = repository;
    if (
      djangoProject === undefined ||
      DRIVERS.some((name) => dependencies.declares(name)) ||
      unreachedDeclaration(repository) !== undefined
    )
      return;
    const database = productionDatabase(repository);
    const kind = database?.kind ?? (readsDatabaseUrl(repository) ? 'postgres' : undefined);
    if (kind !== 'postgres' && kind !== 'sqlite') return;
    // An app without a database has no DATABASE_URL, and then nothing asks for the driver.
    const certain =
      kind === 'postgres' && (database?.dependsOn.length === 0 || hasPostgres(repository));
    const file = editableRequirements(repository);
    const wanted = { name: 'psycopg', extras: ['binary'], specifier: '>=3.2,<4' };
    const result =
      file === undefined ? undefined : addRequirement(repository.files.text(file) ?? '', wanted);
    const shown = dependencyFile(repository);
    yield {
      at: shown === undefined ? undefined : { file: shown, start: 0, end: 0 },
      facts: { kind, certain },
      ...(certain ? {} : { severity: 'warning' as const }),
      ...(kind === 'sqlite' ? {} : fixFrom('Add psycopg[binary]', 'safe', file, result)),
    };
  },
  message: ({ kind, certain }) => ({
    what: 'No PostgreSQL driver is declared.',
    why:
      kind === 'postgres'
        ? `${certain ? 'The' : 'As soon as the app has a database, the'} settings import in the build loads the driver, fails, and stops with \`collectstatic-improper-configuration\`.`
        : 'Production needs PostgreSQL in place of the SQLite file, and Django cannot speak to it without a driver.',
    next: 'Run `dynoready init --only dependencies`, or add this to the main dependencies:\n  psycopg[binary]>=3.2,<4',
  }),
});

function hasPostgres(repository: Repository): boolean {
  return (
    repository.appJson?.addons.some(({ value }) => value.startsWith('heroku-postgresql')) ?? false
  );
}
