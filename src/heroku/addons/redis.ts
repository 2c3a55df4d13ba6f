import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UsageError } from '../../facts/usage-error.ts';
import { findFreePort } from '../../machine/free-port.ts';
import { startProcess } from '../../machine/process.ts';
import { recordProcessGroup } from '../../machine/workspace.ts';
import { makeSelfSignedCertificate } from './self-signed-certificate.ts';

/** Where a server will be, decided before it runs. */
export interface RedisAddress {
  readonly port: number;
  readonly password: string;
}

export interface StartRedisOptions {
  /** From {@link findRedisServer}. */
  readonly program: string;
  readonly address: RedisAddress;
  /** A folder made by `withWorkspace`. */
  readonly workspaceFolder: string;
  /** Name of its folder in the workspace, where an app has several. Default: `redis`. */
  readonly name?: string;
  readonly signal: AbortSignal;
}

const START_TIMEOUT_MS = 10_000;
const STOP_GRACE_MS = 2_000;

/** Returns the path of the machine's own `redis-server`; undefined when PATH has none. */
export function findRedisServer(
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'redis-server'))
    .find(isExecutable);
}

/** Returns an address with a free port and a new password, which nothing serves yet. */
export async function reserveRedisAddress(): Promise<RedisAddress> {
  return { port: await findFreePort(), password: `p${randomBytes(32).toString('hex')}` };
}

/** Returns `rediss://:password@127.0.0.1:port`, as the add-on's REDIS_URL. */
export function redisUrlOf({ port, password }: RedisAddress): string {
  return `rediss://:${password}@127.0.0.1:${port}`;
}

/**
 * Starts an empty Redis as Heroku's add-on presents one: TLS alone, with a self-signed certificate,
 * a password, on 127.0.0.1. Returns the function that stops it. Throws a UsageError with the
 * server's log when it does not start.
 */
export async function startRedis({
  program,
  address,
  workspaceFolder,
  name = 'redis',
  signal,
}: StartRedisOptions): Promise<() => Promise<void>> {
  const home = join(workspaceFolder, name);
  mkdirSync(home, { mode: 0o700 });
  const { certificatePem, privateKeyPem } = makeSelfSignedCertificate('redis.dynoready.invalid');
  writeFileSync(join(home, 'server.crt'), certificatePem, { mode: 0o600 });
  writeFileSync(join(home, 'server.key'), privateKeyPem, { mode: 0o600 });
  const settings = settingsOf(home, address);
  let announce: () => void = () => {};
  const ready = new Promise<'ready'>((resolve) => {
    announce = () => resolve('ready');
  });
  const running = startProcess({
    file: program,
    args: ['-'],
    cwd: home,
    env: { PATH: '/usr/bin:/bin', HOME: home, LC_ALL: 'C', TZ: 'UTC' },
    // On standard input the password stays out of the list of processes.
    input: Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
    signal,
    onLine: (line) => /Ready to accept connections/.test(line) && announce(),
  });
  recordProcessGroup(workspaceFolder, running.pid);
  const stop = async (): Promise<void> => {
    running.kill('SIGTERM');
    const timer = setTimeout(() => running.kill('SIGKILL'), STOP_GRACE_MS);
    await running.ended;
    clearTimeout(timer);
  };
  const timer = setTimeout(() => running.kill('SIGKILL'), START_TIMEOUT_MS);
  const outcome = await Promise.race([ready, running.ended]);
  clearTimeout(timer);
  if (outcome === 'ready') return stop;
  signal.throwIfAborted();
  throw new UsageError(`The redis-server of this machine does not start with TLS (${program})`, {
    evidence: outcome.output.trimEnd().split('\n').slice(-6),
    next: [
      'Install a redis-server of 6.0 or newer that was built with TLS, then run the command again.',
    ],
  });
}

function settingsOf(home: string, address: RedisAddress): Readonly<Record<string, string>> {
  return {
    bind: '127.0.0.1',
    port: '0',
    'tls-port': String(address.port),
    'tls-cert-file': join(home, 'server.crt'),
    'tls-key-file': join(home, 'server.key'),
    'tls-auth-clients': 'no',
    requirepass: address.password,
    dir: home,
    // Nothing outlives the rehearsal, so nothing is saved.
    save: '""',
    appendonly: 'no',
    daemonize: 'no',
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
