import type { RehearsalState } from './state.ts';

/** Which servers of the app are stand-ins of this rehearsal, so that a probe may write to them. */
export interface OwnServers {
  readonly database: boolean;
  readonly redis: boolean;
  /** The broker of a worker. */
  readonly broker: boolean;
}

/** The servers that the app is told of and that are this rehearsal's own. */
export function ownServers({
  addons,
  options: { given },
}: Pick<RehearsalState, 'addons' | 'options'>): OwnServers {
  const redis = addons.configVars.REDIS_URL !== undefined && given.REDIS_URL === undefined;
  return {
    database: isOwnDatabase(addons.configVars, given),
    redis,
    broker: redis && !Object.keys(given).some((name) => /BROKER|AMQP|RABBIT/.test(name)),
  };
}

/**
 * True when the add-on's stand-in is the only database that the app is told of: what the probe
 * writes must not reach a real one.
 */
function isOwnDatabase(
  addons: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): boolean {
  const others = Object.entries(given).filter(
    ([name, value]) =>
      name !== 'DATABASE_URL' && /^(postgres|postgis|psql|mysql|mssql|oracle|sqlite)/i.test(value),
  );
  return (
    addons.DATABASE_URL !== undefined &&
    others.length === 0 &&
    !Object.keys(given).some((name) => /^(DB|PG|POSTGRES|MYSQL|SQL)_?/.test(name))
  );
}
