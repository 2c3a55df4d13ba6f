/**
 * Connections that a plan of Heroku Postgres allows at once. Source: Dev Center, "Choosing the
 * Right Heroku Postgres Plan"; read 2026-11-24.
 */
export const CONNECTIONS_BY_PLAN: Readonly<Record<string, number>> = {
  'essential-0': 20,
  'essential-1': 20,
  'essential-2': 40,
  'standard-0': 120,
  'premium-0': 120,
};

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
