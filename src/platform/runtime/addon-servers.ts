import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { POSTGRES_CONNECTION_LIMIT } from '../../facts/platform-limits.ts';
import { connectionsOfPlan } from '../../facts/postgres-plans.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { reservePostgresAddress, startPostgres, urlOf } from '../../heroku/addons/postgres.ts';
import { preparePostgresHome } from '../../heroku/addons/postgres-home.ts';
import {
  findRedisServer,
  redisUrlOf,
  reserveRedisAddress,
  startRedis,
} from '../../heroku/addons/redis.ts';
import { ensurePostgres } from '../../machine/tools/postgres-binaries.ts';
import type { AddonRecord } from '../state/records.ts';

type Address = AddonRecord['address'];

/** The servers behind the add-ons of all apps. */
export interface AddonServers {
  /** An address that nothing serves yet. */
  reserve(service: AddonRecord['service']): Promise<Address>;
  /** Starts the server of an add-on. Throws a UsageError when this machine cannot. */
  start(addon: AddonRecord): Promise<void>;
  /** Stops the server and removes its data. */
  destroy(addon: AddonRecord): Promise<void>;
  stopAll(): Promise<void>;
}

export interface AddonServersOptions {
  /** Folder of the databases, which outlive the process. */
  readonly folder: string;
  readonly workspaceFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

/** The config var of an add-on's address. */
export function addonUrl({ service, address }: AddonRecord): string {
  return service === 'heroku-postgresql' ? urlOf(address) : redisUrlOf(address);
}

/** Add-ons of which none runs yet. A database keeps its data; a Redis starts empty each time. */
export function createAddonServers(options: AddonServersOptions): AddonServers {
  const { folder, workspaceFolder, env, signal, progress } = options;
  const stops = new Map<string, () => Promise<void>>();
  const homeOf = ({ id }: AddonRecord): string =>
    preparePostgresHome(join(folder, `postgres-${id}`));
  const startDatabase = async (addon: AddonRecord): Promise<() => Promise<void>> => {
    const binariesFolder = await ensurePostgres({ progress, signal, env });
    const server = await startPostgres({
      binariesFolder,
      workspaceFolder,
      home: homeOf(addon),
      address: addon.address,
      connectionLimit: connectionsOfPlan(addon.plan) ?? POSTGRES_CONNECTION_LIMIT,
      signal,
      log: () => {},
    });
    return server.stop;
  };
  const startKeyValueStore = async (addon: AddonRecord): Promise<() => Promise<void>> => {
    const program = findRedisServer(env);
    if (program === undefined)
      throw new UsageError('This machine has no redis-server', {
        next: ['Install one: apt-get install redis-server, or brew install redis'],
      });
    const { address } = addon;
    return await startRedis({
      program,
      address,
      workspaceFolder,
      name: `redis-${addon.id}`,
      signal,
    });
  };
  return {
    reserve: async (service) =>
      service === 'heroku-postgresql'
        ? await reservePostgresAddress()
        : { ...(await reserveRedisAddress()), user: '', name: '' },
    start: async (addon) => {
      const start = addon.service === 'heroku-postgresql' ? startDatabase : startKeyValueStore;
      stops.set(addon.id, await start(addon));
    },
    destroy: async (addon) => {
      await stops.get(addon.id)?.();
      stops.delete(addon.id);
      const home =
        addon.service === 'heroku-postgresql'
          ? homeOf(addon)
          : join(workspaceFolder, `redis-${addon.id}`);
      if (basename(home).includes(addon.id)) await rm(home, { recursive: true, force: true });
    },
    stopAll: async () => void (await Promise.all([...stops.values()].map((stop) => stop()))),
  };
}

/** True when nothing listens on that port of 127.0.0.1 at this moment. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
