import type { Cycle } from './end-of-life.ts';
import { factsInForce } from './in-force.ts';

/** Connections that a plan of Heroku Postgres allows at once; undefined for an unknown plan. */
export function connectionsOfPlan(plan: string): number | undefined {
  return factsInForce().tables.postgres.plans.find((one) => one.plan === plan)?.connections;
}

/** Heroku's default major version for a new database. */
export function defaultPostgres(): string {
  return factsInForce().tables.postgres.default.version;
}

/** Major versions of PostgreSQL with the end of their fixes, oldest first. */
export function postgresCycles(): readonly Cycle[] {
  return factsInForce().tables.postgres.versions.map(({ version, supportEnds }) => ({
    cycle: version,
    supportEnds,
  }));
}

/**
 * Workers that a web dyno of a size starts when nobody says how many: one for each 256 MB. Source:
 * buildpack v351, WEB_CONCURRENCY; read 2026-11-23.
 */
export const WORKERS_BY_SIZE: Readonly<Record<string, number>> = {
  eco: 2,
  basic: 2,
  'standard-1x': 2,
  'standard-2x': 4,
};
