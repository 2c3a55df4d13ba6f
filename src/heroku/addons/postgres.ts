import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { POSTGRES_CONNECTION_LIMIT } from '../../facts/platform-limits.ts';
import { POSTGRES_VERSION } from '../../facts/postgres-binaries.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { findFreePort } from '../../machine/free-port.ts';
import { type RunningProcess, runProcess, startProcess } from '../../machine/process.ts';
import { makeFolderFor, recordProcessGroup } from '../../machine/workspace.ts';
import {
  type Account,
  findPostgresAccount,
  giveTo,
  reachableBinaries,
} from './postgres-account.ts';
import { endStaleServer } from './postgres-home.ts';
import { makeSelfSignedCertificate } from './self-signed-certificate.ts';

export interface StartPostgresOptions {
  /** Folder with `bin/postgres`, from `ensurePostgres`. */
  readonly binariesFolder: string;
  /** A folder made by `withWorkspace`; the server's folder goes with it. */
  readonly workspaceFolder: string;
  /** From {@link reservePostgresAddress}; default: a new one. */
  readonly address?: PostgresAddress;
  /**
   * A folder that outlives the server, from {@link preparePostgresHome}; a cluster that is in it is
   * used again. Default: a new one, which goes with the workspace.
   */
  readonly home?: string;
  /** Connections that the app may have at once; default: those of the smallest plan. */
  readonly connectionLimit?: number;
  readonly signal: AbortSignal;
  /** One line of the server's own log. */
  readonly log: (line: string) => void;
}

/**
 * Where a server will be, decided before it runs: a build needs the URL at once and the database
 * only later.
 */
export interface PostgresAddress {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly name: string;
}

export interface PostgresServer {
  /** See {@link urlOf}. */
  readonly url: string;
  readonly port: number;
  readonly serverVersion: string;
  /**
   * Ends the server with all its connections; done when no process is left. A second call waits for
   * the first.
   */
  stop(): Promise<void>;
}

/**
 * Milliseconds a server may take to start before it counts as broken; a warm start takes about 100.
 */
const START_TIMEOUT_MS = 30_000;
/**
 * Milliseconds between the request to stop and SIGKILL: nothing in the database is worth waiting
 * for.
 */
const STOP_GRACE_MS = 5_000;
/**
 * Attempts when the port was taken between its choice and the start, and the pause between two, in
 * milliseconds.
 */
const START_ATTEMPTS = 3;
const ATTEMPT_PAUSE_MS = 300;

/** Returns an address with a free port and random names, which nothing serves yet. */
export async function reservePostgresAddress(): Promise<PostgresAddress> {
  return {
    port: await findFreePort(),
    user: `u${hex(7)}`,
    password: `p${hex(32)}`,
    name: `d${hex(7)}`,
  };
}

/** Returns `postgres://user:password@127.0.0.1:port/name`, as the add-on's DATABASE_URL. */
export function urlOf({ user, password, port, name }: PostgresAddress): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;
}

/**
 * Starts an empty Postgres as Heroku's add-on presents one: TLS required (self-signed), a plain
 * owner role with its plan's connection limit, reachable on 127.0.0.1 only. As root it runs as
 * another user. Throws a UsageError with the server's log when it does not start.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<PostgresServer> {
  const account = findPostgresAccount();
  const home = options.home ?? makeHome(options.workspaceFolder, account);
  const binaries = reachableBinaries(options.binariesFolder, join(home, 'binaries'), account);
  const server: ServerFiles = {
    home,
    data: join(home, 'data'),
    bin: join(binaries, 'bin'),
    account,
  };
  const address = options.address ?? (await reservePostgresAddress());

  if (existsSync(join(server.data, 'PG_VERSION'))) await endStaleServer(server.data);
  else await createCluster(server, address, options);
  for (let attempt = 1; ; attempt += 1) {
    const started = await launch(server, address.port, options);
    if ('stop' in started)
      return {
        url: urlOf(address),
        port: address.port,
        serverVersion: POSTGRES_VERSION,
        stop: started.stop,
      };
    const portTaken = /Address already in use/.test(started.output);
    if (!portTaken || attempt === START_ATTEMPTS) throw notStarted(started.output);
    await pause(ATTEMPT_PAUSE_MS);
  }
}

/** Returns a new folder that the server's user can reach, and no other. */
function makeHome(workspaceFolder: string, account: Account | undefined): string {
  if (account !== undefined) return makeFolderFor(account, workspaceFolder);
  const home = join(workspaceFolder, 'postgres');
  mkdirSync(home, { mode: 0o700 });
  return home;
}

function limitOf({ connectionLimit = POSTGRES_CONNECTION_LIMIT }: StartPostgresOptions): number {
  return connectionLimit;
}

function notStarted(output: string): UsageError {
  return new UsageError(
    `Postgres ${POSTGRES_VERSION} does not start on this machine, and a rehearsal needs a real database`,
    {
      evidence: output.trimEnd().split('\n').slice(-8),
      next: ['See what this machine lacks: dynoready doctor'],
    },
  );
}

interface ServerFiles {
  readonly home: string;
  readonly data: string;
  readonly bin: string;
  readonly account: Account | undefined;
}

/**
 * Neither the developer's PG* variables nor a secret of his shell reaches the server; messages are
 * English whatever the locale.
 */
const SERVER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

async function createCluster(
  server: ServerFiles,
  address: PostgresAddress,
  options: StartPostgresOptions,
): Promise<void> {
  const run = async (file: string, args: readonly string[], input?: string): Promise<void> => {
    const result = await runProcess({
      file: join(server.bin, file),
      args,
      cwd: server.home,
      env: SERVER_ENVIRONMENT,
      signal: options.signal,
      ...(input === undefined ? {} : { input }),
      ...asAccount(server.account),
    });
    options.signal.throwIfAborted();
    if (result.exitCode !== 0)
      throw notStarted(
        `${file} ended with status ${result.exitCode ?? result.killedBy}:\n${result.output}`,
      );
  };
  // The builtin locale exists on every system; macOS lacks C.UTF-8, a bare container en_US.UTF-8.
  const locale = [
    '--encoding',
    'UTF8',
    '--locale',
    'C',
    '--locale-provider',
    'builtin',
    '--builtin-locale',
    'C.UTF-8',
  ];
  await run('initdb', [
    '-D',
    server.data,
    '--no-sync',
    '--auth',
    'scram-sha-256',
    '--username',
    'platform',
    '--pwfile',
    passwordFile(server),
    ...locale,
  ]);

  const certificate = makeSelfSignedCertificate('postgres.dynoready.invalid');
  writeOwned(server, 'server.crt', certificate.certificatePem);
  writeOwned(server, 'server.key', certificate.privateKeyPem);
  // Only `hostssl` lines: a client that speaks plain text is refused, as Heroku Postgres refuses
  // it.
  writeOwned(server, 'pg_hba.conf', 'hostssl all all 127.0.0.1/32 scram-sha-256\n');

  // Single-user mode needs no connection, so no client library and no moment with an open door.
  const sql = [
    `CREATE ROLE ${address.user} LOGIN PASSWORD '${address.password}' CONNECTION LIMIT ${limitOf(options)};`,
    `CREATE DATABASE ${address.name} OWNER ${address.user};`,
  ];
  await run('postgres', ['--single', '-F', '-D', server.data, 'postgres'], `${sql.join('\n')}\n`);
}

async function launch(
  server: ServerFiles,
  port: number,
  options: StartPostgresOptions,
): Promise<{ stop: () => Promise<void> } | { output: string }> {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // A dyno reaches its database over the network alone; without a socket there is no path that
    // could be too long.
    unix_socket_directories: '',
    ssl: 'on',
    ssl_min_protocol_version: 'TLSv1.2',
    // What is lost with the machine is lost with the rehearsal: no reason to wait for the disk.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '32MB',
    // Files in the data folder instead of /dev/shm: they go with the folder even after a `kill -9`.
    dynamic_shared_memory_type: 'mmap',
    timezone: 'UTC',
    // The role's limit is what refuses; the server keeps some more for itself.
    max_connections: String(limitOf(options) + 20),
  };
  const args = [
    '-D',
    server.data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  let announceReady: () => void = () => {};
  const ready = new Promise<'ready'>((resolve) => {
    announceReady = () => resolve('ready');
  });
  const running = startProcess({
    file: join(server.bin, 'postgres'),
    args,
    cwd: server.home,
    env: SERVER_ENVIRONMENT,
    onLine: (line) => {
      options.log(line);
      if (line.includes('database system is ready to accept connections')) announceReady();
    },
    ...asAccount(server.account),
  });
  recordProcessGroup(options.workspaceFolder, running.pid);
  const stop = stopOnce(running);
  const outcome = await Promise.race([
    ready,
    running.ended,
    timeout(START_TIMEOUT_MS),
    aborted(options.signal),
  ]);
  if (outcome === 'ready') return { stop };
  await stop();
  options.signal.throwIfAborted();
  return {
    output:
      outcome === 'late'
        ? `not ready after ${START_TIMEOUT_MS / 1000} s`
        : (await running.ended).output,
  };
}

/** SIGINT is Postgres' fast shutdown: connections are cut. */
function stopOnce(running: RunningProcess): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    running.kill('SIGINT');
    const timer = setTimeout(() => running.kill('SIGKILL'), STOP_GRACE_MS);
    await running.ended;
    clearTimeout(timer);
  };
  return () => {
    stopping ??= stop();
    return stopping;
  };
}

function asAccount(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

function passwordFile(server: ServerFiles): string {
  const path = join(server.home, 'password');
  writeFileSync(path, `${hex(32)}\n`, { mode: 0o600 });
  giveTo(server.account, path);
  return path;
}

function writeOwned(server: ServerFiles, name: string, text: string): void {
  const path = join(server.data, name);
  writeFileSync(path, text, { mode: 0o600 });
  giveTo(server.account, path);
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

function timeout(afterMs: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), afterMs).unref());
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
}
