import type { Cycle } from './end-of-life.ts';

/**
 * Versions of Heroku Key-Value Store, oldest first: Redis up to 7.0, Valkey from 7.2 on. Sources:
 * endoflife.date, "Redis" and "Valkey", https://endoflife.date/valkey; read 2026-12-01. Redis 6.2 has
 * no date there.
 */
const VERSIONS: readonly Cycle[] = [
  { cycle: '5.0', supportEnds: '2022-04-27' },
  { cycle: '6.0', supportEnds: '2022-05-31' },
  { cycle: '6.2', supportEnds: undefined },
  { cycle: '7.0', supportEnds: '2024-07-29' },
  { cycle: '7.2', supportEnds: '2029-04-16' },
  { cycle: '8.0', supportEnds: '2027-09-15' },
  { cycle: '8.1', supportEnds: '2030-03-31' },
  { cycle: '9.0', supportEnds: '2028-10-21' },
];

/** What a new store gets. Source: Dev Center, "Upgrading a Heroku Key-Value Store Version" of 2024-12-04. */
const DEFAULT_VERSION = '7.2';

/** Versions of Redis and Valkey with the end of their fixes, oldest first. */
export function keyValueCycles(): readonly Cycle[] {
  return VERSIONS;
}

/** The version that a new Heroku Key-Value Store gets, as Heroku last said it. */
export function defaultKeyValueStore(): string {
  return DEFAULT_VERSION;
}
