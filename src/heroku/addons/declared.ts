import type { Repository } from '../../project/repository.ts';

export interface DeclaredAddons {
  /**
   * `declared` in app.json; `assumed` because a Postgres driver is installed; undefined when
   * nothing asks for it.
   */
  readonly postgres: 'declared' | 'assumed' | undefined;
  /** The plan that app.json names for it, such as `standard-0`. */
  readonly postgresPlan: string | undefined;
  /** True when app.json declares a Redis. */
  readonly redis: boolean;
  /** Add-ons of app.json that this simulation does not imitate, as they are written. */
  readonly others: readonly string[];
}

const DRIVERS = ['psycopg', 'psycopg2', 'psycopg2-binary', 'asyncpg'];

/**
 * Returns which add-ons the app would have. A driver without a declaration counts as `heroku
 * addons:create heroku-postgresql` typed by hand.
 */
export function findDeclaredAddons(repository: Repository): DeclaredAddons {
  const plans = (repository.appJson?.addons ?? []).map(({ value }) => value);
  const services = new Set(plans.map(serviceOf));
  const hasDriver = DRIVERS.some((name) => repository.dependencies.declares(name));
  return {
    postgres: services.has('heroku-postgresql') ? 'declared' : hasDriver ? 'assumed' : undefined,
    postgresPlan: plans.find((plan) => serviceOf(plan) === 'heroku-postgresql')?.split(':')[1],
    redis: services.has('heroku-redis'),
    others: plans.filter(
      (plan) => !['heroku-postgresql', 'heroku-redis'].includes(serviceOf(plan)),
    ),
  };
}

function serviceOf(plan: string): string {
  return plan.split(':')[0] ?? plan;
}
