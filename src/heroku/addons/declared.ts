import type { Project } from '../../project/project.ts';

export interface DeclaredAddons {
  /** `declared` in app.json; `assumed` because a Postgres driver is installed; undefined when nothing asks for it. */
  readonly postgres: 'declared' | 'assumed' | undefined;
  /** Add-ons of app.json that this simulation does not imitate, as they are written. */
  readonly others: readonly string[];
}

const DRIVERS = ['psycopg', 'psycopg2', 'psycopg2-binary', 'asyncpg'];

/** Returns which add-ons the app would have. A driver without a declaration counts as `heroku addons:create heroku-postgresql` typed by hand. */
export function findDeclaredAddons(project: Project): DeclaredAddons {
  const names = (project.appJson?.addons ?? []).map(({ value }) => value);
  const isPostgres = (plan: string): boolean => plan.split(':')[0] === 'heroku-postgresql';
  const hasDriver = DRIVERS.some((name) => project.dependencies.declares(name));
  return {
    postgres: names.some(isPostgres) ? 'declared' : hasDriver ? 'assumed' : undefined,
    others: names.filter((name) => !isPostgres(name)),
  };
}
