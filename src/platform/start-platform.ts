import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { RouterState } from '../heroku/router/door.ts';
import { openDoor } from '../heroku/router/open-door.ts';
import type { ServedApp } from '../heroku/router/route.ts';
import type { Limiter } from '../platform-api/rate-limit.ts';
import { createApi } from './api/serve-api.ts';
import { resumeAddons } from './deploy/addons.ts';
import { resumeApp } from './deploy/release-app.ts';
import { receiveSource } from './deploy/sources.ts';
import { listen } from './doors/listen.ts';
import { serveRendezvous } from './doors/rendezvous.ts';
import { serveLog, serveOutput } from './doors/serve-streams.ts';
import { acceptPush } from './git/accept-push.ts';
import { hookScript, serveHook } from './git/receive-hook.ts';
import { isGitPath, serveGit } from './git/serve-git.ts';
import type { Platform } from './platform-parts.ts';
import { ROUTES } from './routes.ts';
import { createAddonServers } from './runtime/addon-servers.ts';
import { type AppRuntime, createAppRuntime } from './runtime/app-runtime.ts';
import { createLogSessions } from './runtime/log-sessions.ts';
import { createOutputStreams } from './runtime/output-streams.ts';
import { openStore } from './state/store.ts';
import { platformCertificate } from './tls.ts';

export interface StartPlatformOptions {
  /** Folder of the state, which the caller holds. */
  readonly folder: string;
  /** 0 for any free one. */
  readonly port: number;
  /** A folder made by `withWorkspace`. */
  readonly workspaceFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
  readonly onBug: (error: unknown) => void;
  readonly now?: () => Date;
  readonly limiter?: Limiter;
  readonly timeFactor?: number;
}

export interface RunningPlatform {
  /** Such as `http://localhost:5080`. */
  readonly origin: string;
  readonly platform: Platform;
  close(): Promise<void>;
}

/**
 * Starts a Heroku on this machine: API, git, logs, attached dynos and the apps themselves at one port
 * of the loopback. What ran when its state was last in use runs again. Rejects with EADDRINUSE when
 * the port is taken.
 */
// Long because it puts every part of the platform in its place.
export async function startPlatform(options: StartPlatformOptions): Promise<RunningPlatform> {
  const { folder, workspaceFolder, env, signal, progress, onBug, timeFactor = 1 } = options;
  const now = options.now ?? (() => new Date());
  const store = openStore(folder, now);
  const runtimes = new Map<string, AppRuntime>();
  let origin = 'http://localhost';
  const platform: Platform = {
    store,
    streams: createOutputStreams(join(folder, 'output')),
    servers: createAddonServers({
      folder: join(folder, 'databases'),
      workspaceFolder,
      env,
      signal,
      progress,
    }),
    logSessions: createLogSessions(),
    sourceKeys: new Set(),
    workspaceFolder,
    env,
    signal,
    now,
    origin: () => origin,
    runtimeOf: ({ id }) => {
      const known = runtimes.get(id);
      if (known !== undefined) return known;
      const { slugFolder } = store;
      const record = () => store.findApp(id);
      const made = createAppRuntime({ workspaceFolder, slugFolder, signal, timeFactor, record });
      runtimes.set(id, made);
      return made;
    },
    dropRuntime: async (id) => {
      const runtime = runtimes.get(id);
      runtimes.delete(id);
      await runtime?.stop();
    },
  };

  const hook = { path: hookPath(workspaceFolder), secret: randomBytes(24).toString('hex') };
  writeFileSync(join(folder, 'pre-receive.cjs'), hookScript(), { mode: 0o600 });
  const closeHook = await serveHook(hook.path, hook.secret, (push, print) =>
    acceptPush(platform, push, print),
  );
  const limiter = options.limiter === undefined ? {} : { limiter: options.limiter };
  const answerApi = createApi(platform, { routes: ROUTES, onBug, ...limiter });
  const api = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/s, '');
    const [, kind, key = ''] = /^\/(logs|streams|sources)\/([0-9a-f]{32,64})$/.exec(path) ?? [];
    if (kind === 'logs' && request.method === 'GET') serveLog(platform, key, response);
    else if (kind === 'streams' && request.method === 'GET') serveOutput(platform, key, response);
    else if (kind === 'sources' && request.method === 'PUT')
      receiveSource(platform, key, request)
        .catch(() => 400)
        .then((status) => response.writeHead(status).end());
    else if (isGitPath(path)) serveGit(platform, hook, request, response).catch(onBug);
    else answerApi(request, response);
  });
  const doors = openAppDoors(platform, timeFactor);
  const listening = await listen({
    port: options.port,
    certificate: platformCertificate(folder),
    serverOf: (host) => serverOf(host, { api, ...doors }),
    onRaw: (socket) => serveRendezvous(socket, (secret) => attach(runtimes, secret)),
  }).catch(async (error: unknown) => {
    await closeHook();
    throw error;
  });
  origin = `http://localhost:${listening.port}`;
  store.changeShared((draft) => {
    draft.port = listening.port;
  });
  await resumeAddons(platform);
  // One that cannot start must not keep the others from it.
  for (const { id } of store.apps())
    await platform
      .runtimeOf({ id })
      .queue.run(() => resumeApp(platform, id))
      .catch(onBug);
  return {
    origin,
    platform,
    close: async () => {
      await listening.close();
      await Promise.all([...runtimes.values()].map((runtime) => runtime.stop()));
      await platform.servers.stopAll();
      await closeHook();
    },
  };
}

function attach(runtimes: ReadonlyMap<string, AppRuntime>, secret: string) {
  for (const { oneOffs } of runtimes.values()) {
    const dyno = oneOffs.attach(secret);
    if (dyno !== undefined) return dyno;
  }
  return undefined;
}

/** Characters that the path of a socket may have on every system. Source: unix(7), macOS' sys/un.h. */
const SOCKET_PATH = 100;

function hookPath(workspaceFolder: string): string {
  const path = join(workspaceFolder, 'hook');
  return path.length <= SOCKET_PATH ? path : join('/tmp', `dynoready-hook-${process.pid}`);
}

interface Servers {
  readonly api: Server;
  /** For `NAME.localhost`: the app sees its own host. */
  readonly local: Server;
  /** For every other name: the app sees the one that was asked for. */
  readonly plain: Server;
}

function serverOf(host: string, { api, local, plain }: Servers): Server {
  if (['', 'localhost', '127.0.0.1', '[::1]'].includes(host)) return api;
  return host.endsWith('.localhost') ? local : plain;
}

function openAppDoors(platform: Platform, timeFactor: number): Omit<Servers, 'api'> {
  const state: RouterState = {
    appOf: (host) => servedAs(platform, host),
    timeFactor,
    onRecord: () => {},
    active: new WeakMap(),
  };
  return {
    local: openDoor({ scheme: 'https', port: 0, isLocal: true }, state).server,
    plain: openDoor({ scheme: 'https', port: 0 }, state).server,
  };
}

/** The app that a host belongs to: its own name below `localhost` or `herokuapp.com`, or a domain. */
function servedAs(platform: Platform, host: string): ServedApp | undefined {
  const name = /^([a-z0-9-]+)\.(?:localhost|herokuapp\.com)$/.exec(host)?.[1];
  const app =
    name === undefined
      ? platform.store.apps().find((one) => one.domains.some(({ hostname }) => hostname === host))
      : platform.store.findApp(name);
  return app === undefined ? undefined : platform.runtimeOf(app).served;
}
