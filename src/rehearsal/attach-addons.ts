import { POSTGRES_CONNECTION_LIMIT } from '../facts/platform-limits.ts';
import { POSTGRES_VERSION } from '../facts/postgres-binaries.ts';
import { connectionsOfPlan } from '../facts/postgres-plans.ts';
import { findDeclaredAddons } from '../heroku/addons/declared.ts';
import { reservePostgresAddress, startPostgres, urlOf } from '../heroku/addons/postgres.ts';
import {
  findRedisServer,
  redisUrlOf,
  reserveRedisAddress,
  startRedis,
} from '../heroku/addons/redis.ts';
import { ensurePostgres } from '../machine/tools/postgres-binaries.ts';
import type { Repository } from '../project/repository.ts';
import {
  addonNotImitated,
  POSTGRES_ASSUMED,
  POSTGRES_DIFFERENCE,
  postgresPlanUnknown,
  REDIS_MISSING,
} from './differences.ts';
import type { Rehearsal } from './rehearsal.ts';

/** The smallest plan, for a database that app.json names without one or that nobody declares. */
const ASSUMED_PLAN = 'essential-0';

export interface StartAddonsOptions {
  readonly workspaceFolder: string;
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: (line: string) => void;
}

/**
 * The add-ons of an app before they run: a build needs their config vars at once, and the servers
 * only later.
 */
export interface AttachedAddons {
  readonly configVars: Readonly<Record<string, string>>;
  readonly report: Rehearsal['addons'];
  /**
   * Where the database will be, and how many connections its plan allows; undefined without one.
   */
  readonly database: { readonly port: number; readonly connectionLimit: number } | undefined;
  readonly differences: readonly string[];
  /**
   * Starts all stand-ins and returns the function that stops them. Throws a UsageError when one
   * cannot be had.
   */
  start(options: StartAddonsOptions): Promise<() => Promise<void>>;
}

/** Chooses a stand-in for each add-on that the project would have. */
// Long because what an app is told at once and what starts later share the reserved addresses.
export async function attachAddons(
  repository: Repository,
  env: StartAddonsOptions['env'],
): Promise<AttachedAddons> {
  const declared = findDeclaredAddons(repository);
  const postgres = declared.postgres === undefined ? undefined : await reservePostgresAddress();
  const plan = declared.postgresPlan ?? ASSUMED_PLAN;
  const connectionLimit = connectionsOfPlan(plan) ?? POSTGRES_CONNECTION_LIMIT;
  const program = declared.redis ? findRedisServer(env) : undefined;
  const redis =
    program === undefined ? undefined : { program, address: await reserveRedisAddress() };
  return {
    configVars: {
      ...(postgres === undefined ? {} : { DATABASE_URL: urlOf(postgres) }),
      ...(redis === undefined ? {} : { REDIS_URL: redisUrlOf(redis.address) }),
    },
    database: postgres === undefined ? undefined : { port: postgres.port, connectionLimit },
    report: [
      ...(postgres === undefined
        ? []
        : [
            entry(
              'heroku-postgresql',
              `PostgreSQL ${POSTGRES_VERSION} on this machine`,
              'DATABASE_URL',
            ),
          ]),
      ...(redis === undefined
        ? []
        : [entry('heroku-redis', `${redis.program} with TLS`, 'REDIS_URL')]),
    ],
    differences: [
      ...(declared.postgres === 'assumed' ? [POSTGRES_ASSUMED] : []),
      ...(declared.redis && redis === undefined ? [REDIS_MISSING] : []),
      ...declared.others.map(addonNotImitated),
      ...(postgres === undefined ? [] : [POSTGRES_DIFFERENCE]),
      ...(postgres === undefined || connectionsOfPlan(plan) !== undefined
        ? []
        : [postgresPlanUnknown(plan, connectionLimit)]),
    ],
    start: async ({ workspaceFolder, signal, env: toolEnv, progress }) => {
      const stops: (() => Promise<void>)[] = [];
      const stopAll = async (): Promise<void> =>
        void (await Promise.all(stops.map((stop) => stop())));
      try {
        if (redis !== undefined)
          stops.push(await startRedis({ ...redis, workspaceFolder, signal }));
        if (postgres !== undefined) {
          const binariesFolder = await ensurePostgres({ progress, signal, env: toolEnv });
          // The server's own log stays out: nobody sees it on Heroku's small plans, and what goes
          // wrong reaches the app as an error.
          const server = await startPostgres({
            binariesFolder,
            workspaceFolder,
            address: postgres,
            connectionLimit,
            signal,
            log: () => {},
          });
          stops.push(server.stop);
        }
        return stopAll;
      } catch (error) {
        await stopAll();
        throw error;
      }
    },
  };
}

function entry(name: string, standIn: string, configVar: string): Rehearsal['addons'][number] {
  return { name, standIn, configVars: [configVar] };
}
