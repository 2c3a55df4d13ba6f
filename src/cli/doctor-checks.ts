import { existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageManagerVersions } from '../facts/package-managers.ts';
import { POSTGRES_PACKAGES, POSTGRES_VERSION } from '../facts/postgres-binaries.ts';
import { pythonLines } from '../facts/python-lines.ts';
import { defaultStack } from '../facts/stacks.ts';
import { planBuild } from '../heroku/buildpack/plan.ts';
import {
  chooseInterpreter,
  findInterpreters,
  type Interpreter,
  installCommands,
} from '../machine/interpreters.ts';
import { runProcess } from '../machine/process.ts';
import { findPostgres } from '../machine/tools/postgres-binaries.ts';
import { findPip } from '../machine/tools/python-tools.ts';
import { findWheelhouse } from '../machine/tools/wheelhouse.ts';
import { readFiles } from '../project/read-files.ts';

/** One thing that a faithful rehearsal uses. */
export interface DoctorCheck {
  readonly title: string;
  readonly ok: boolean;
  /** False for what a rehearsal can do without, at the price that `seen` names. */
  readonly needed: boolean;
  readonly seen: string;
  /** The exact command or step that mends it; undefined when it is well. */
  readonly install: string | undefined;
}

export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
  readonly interpreters: readonly Interpreter[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Bytes that a build with its copies takes below the temporary folder: a slug of 300 MB, three
 * dynos, a database.
 */
const DISK_BYTES = 1_000_000_000;
const VERSION_TIMEOUT_MS = 10_000;

/**
 * Looks at this machine, also for the Python (X.Y.Z) that a project wants; starts only programs that
 * print their version.
 */
export async function examine(env: Environment, wantedPython?: string): Promise<DoctorReport> {
  const interpreters = await findInterpreters(env);
  const checks = [
    anyPython(interpreters),
    ...(wantedPython === undefined ? [] : [pythonOfProject(wantedPython, interpreters)]),
    ...pythonLines().map(({ line }) => pythonLine(line, interpreters)),
    await program(
      'git',
      ['--version'],
      true,
      'Install git with your package manager, for instance: apt-get install git',
      env,
    ),
    await program(
      'bash',
      ['--version'],
      true,
      'Install bash with your package manager, for instance: apt-get install bash',
      env,
    ),
    await program(
      'tar',
      ['--version'],
      true,
      'Install tar with your package manager, for instance: apt-get install tar',
      env,
    ),
    await npm(env),
    postgres(env),
    pip(env),
    packages(env),
    await redis(env),
    await address(
      '127.0.0.2',
      'a second loopback address',
      'without it a redirect loop and a server bound to localhost stay unseen',
    ),
    await address('::1', 'IPv6', 'without it a server that binds [::]:$PORT cannot start here'),
    disk(),
  ];
  return { checks, interpreters };
}

function anyPython(interpreters: readonly Interpreter[]): DoctorCheck {
  const ok = interpreters.length > 0;
  const seen = ok ? `${interpreters.length} usable` : 'none that Heroku builds today';
  const newest = pythonLines().at(-1)?.line ?? '';
  return {
    title: 'a Python to build with',
    ok,
    needed: true,
    seen,
    install: ok ? undefined : installCommands(newest)[0],
  };
}

/** Files of which each Python app has one in its root. */
const DEPENDENCY_FILES = ['requirements.txt', 'Pipfile.lock', 'poetry.lock', 'uv.lock'];

/** The version (X.Y.Z) that a build of the project in this folder takes; undefined without one. */
export function projectPython(folder: string): string | undefined {
  // Any other folder, such as one's home, is not read through for this.
  if (!DEPENDENCY_FILES.some((name) => existsSync(join(folder, name)))) return undefined;
  const { packageManager, pythonVersion } = planBuild(readFiles(folder), {
    stack: defaultStack(),
    buildpack: 'classic',
    mode: 'build',
    configVars: {},
    cache: undefined,
    decisionsOnly: true,
  });
  return packageManager === null ? undefined : (pythonVersion ?? undefined);
}

function pythonOfProject(version: string, interpreters: readonly Interpreter[]): DoctorCheck {
  const line = version.split('.').slice(0, 2).join('.');
  const found =
    interpreters.find((one) => one.version === version) ??
    interpreters.find((one) => one.line === line);
  const standIn =
    interpreters.length === 0
      ? undefined
      : chooseInterpreter(version, { strict: false, interpreters });
  const seen =
    found !== undefined
      ? `${found.version} (${found.path})`
      : standIn === undefined
        ? 'not installed'
        : `not installed; ${standIn.version} would stand in, and packages may not install on it`;
  return {
    title: `Python ${line} for this project`,
    ok: found !== undefined,
    needed: false,
    seen,
    install:
      found === undefined
        ? ['dynoready doctor --install', ...installCommands(line)].join('  or  ')
        : undefined,
  };
}

function pythonLine(line: string, interpreters: readonly Interpreter[]): DoctorCheck {
  const found = interpreters.find((one) => one.line === line);
  return {
    title: `Python ${line}`,
    ok: found !== undefined,
    needed: false,
    seen:
      found === undefined
        ? 'not installed; the nearest line would stand in'
        : `${found.version} (${found.path})`,
    install: found === undefined ? installCommands(line).join('  or  ') : undefined,
  };
}

async function program(
  name: string,
  args: readonly string[],
  needed: boolean,
  install: string,
  env: Environment,
): Promise<DoctorCheck> {
  const version = await versionOf(name, args, env);
  return {
    title: name,
    ok: version !== undefined,
    needed,
    seen: version ?? 'not found on PATH',
    install: version === undefined ? install : undefined,
  };
}

async function npm(env: Environment): Promise<DoctorCheck> {
  // npm fetches the Postgres binaries; once they are here, nothing asks for it.
  const needed = findPostgres(env) === undefined;
  return program('npm', ['--version'], needed, 'npm comes with Node.js: https://nodejs.org', env);
}

function postgres(env: Environment): DoctorCheck {
  const title = `Postgres ${POSTGRES_VERSION}`;
  const folder = findPostgres(env);
  if (folder !== undefined)
    return { title, ok: true, needed: true, seen: folder, install: undefined };
  const system = `${process.platform}-${process.arch}`;
  if (POSTGRES_PACKAGES[system] === undefined) {
    return {
      title,
      ok: false,
      needed: true,
      seen: `no binaries for ${system}`,
      install: 'On Windows, run dynoready inside WSL.',
    };
  }
  return {
    title,
    ok: false,
    needed: false,
    seen: 'fetched by the first rehearsal (24 MB)',
    install: 'dynoready doctor --install',
  };
}

function pip(env: Environment): DoctorCheck {
  const { pip: version } = packageManagerVersions().classic;
  const folder = findPip(version, env);
  const install = folder === undefined ? 'dynoready doctor --install' : undefined;
  return {
    title: `pip ${version}`,
    ok: folder !== undefined,
    needed: false,
    seen: folder ?? 'fetched by the first build',
    install,
  };
}

function packages(env: Environment): DoctorCheck {
  const folder = findWheelhouse(env);
  const install = folder === undefined ? 'dynoready doctor --install' : undefined;
  const seen = folder ?? 'fetched by each build, which needs a network then';
  return {
    title: 'packages of a stock project',
    ok: folder !== undefined,
    needed: false,
    seen,
    install,
  };
}

async function redis(env: Environment): Promise<DoctorCheck> {
  const check = await program(
    'redis-server',
    ['--version'],
    false,
    'apt-get install redis-server  or  brew install redis',
    env,
  );
  return check.ok
    ? check
    : { ...check, seen: 'not found; only projects with a Redis add-on would use it' };
}

async function address(host: string, title: string, without: string): Promise<DoctorCheck> {
  const ok = await canListen(host);
  const install = ok
    ? undefined
    : process.platform === 'darwin' && host !== '::1'
      ? `sudo ifconfig lo0 alias ${host} up`
      : 'Switch it on for the loopback device.';
  return { title, ok, needed: false, seen: ok ? host : without, install };
}

function disk(): DoctorCheck {
  const { bavail, bsize } = statfsSync(tmpdir());
  const free = bavail * bsize;
  const ok = free >= DISK_BYTES;
  const seen = `${(free / 1e9).toFixed(1)} GB free below ${tmpdir()}`;
  return {
    title: 'disk space',
    ok,
    needed: true,
    seen,
    install: ok ? undefined : 'Free some space, or set TMPDIR to a larger disk.',
  };
}

async function versionOf(
  file: string,
  args: readonly string[],
  env: Environment,
): Promise<string | undefined> {
  const defined = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const started = runProcess({
    file,
    args,
    cwd: tmpdir(),
    env: defined,
    timeoutMs: VERSION_TIMEOUT_MS,
  });
  const result = await started.catch(() => undefined);
  return result?.exitCode === 0 ? result.stdout.trim().split('\n')[0] : undefined;
}

function canListen(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(0, host, () => server.close(() => resolve(true)));
  });
}
