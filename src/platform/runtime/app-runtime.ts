import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DEFAULT_DYNO_SIZE, dynoSize } from '../../facts/dynos.ts';
import { createFormation, type Formation } from '../../heroku/dyno/formation.ts';
import type { App } from '../../heroku/dyno/one-off.ts';
import type { Dyno } from '../../heroku/dyno/start-dyno.ts';
import { type Drain, openDrain } from '../../heroku/logs/drain.ts';
import { createLogBuffer, type LogBuffer } from '../../heroku/logs/log-buffer.ts';
import type { LogSink } from '../../heroku/logs/log-line.ts';
import type { Route, ServedApp } from '../../heroku/router/route.ts';
import type { AppRecord, ReleaseRecord, SlugRecord } from '../state/records.ts';
import { chooseAcceptedHost } from './accepted-host.ts';
import type { OneOffs } from './one-offs.ts';
import { createOneOffs } from './one-offs.ts';
import { createQueue, type Queue } from './queue.ts';

export interface AppRuntimeOptions {
  readonly workspaceFolder: string;
  readonly slugFolder: (id: string) => string;
  readonly signal: AbortSignal;
  readonly timeFactor: number;
  /** The app as it is kept now; undefined once it was destroyed. */
  readonly record: () => AppRecord | undefined;
}

/** What runs of one app: its dynos, its log and whoever follows it. */
export interface AppRuntime {
  readonly log: LogBuffer;
  /** Builds, releases and scalings of the app, one after the other. */
  readonly queue: Queue;
  readonly oneOffs: OneOffs;
  /** What the router asks. */
  readonly served: ServedApp;
  formation(): Formation | undefined;
  /** A lasting id for each dyno. */
  idOf(dyno: object): string;
  /** The app as commands and dynos of that release run it. */
  appOf(release: ReleaseRecord, slug: SlugRecord): App;
  /**
   * Starts the dynos of a release in place of those that run. Comes back when the ones before have
   * stopped; the new ones may still be booting, and the router holds requests for them.
   */
  serve(release: ReleaseRecord, slug: SlugRecord): Promise<void>;
  /** Opens and closes drains as the record says. */
  updateDrains(): void;
  stop(): Promise<void>;
}

/** Prepares the runtime of an app; nothing runs before `serve`. */
// Long because its methods share the formation that serves.
export function createAppRuntime(options: AppRuntimeOptions): AppRuntime {
  const { workspaceFolder, slugFolder, signal, timeFactor, record } = options;
  const log = createLogBuffer();
  const ids = new WeakMap<object, string>();
  const drains = new Map<string, { drain: Drain; close: () => void }>();
  let formation: Formation | undefined;
  let host = `${record()?.name ?? 'app'}.herokuapp.com`;
  /** True once the app is known to answer for `host`: requests wait for that at its first boot. */
  let isHostKnown = false;

  const forget = (home: string): void => void rm(dirname(home), { recursive: true, force: true });
  // On the platform every dyno has its slug at /app, and tracebacks say so.
  const homes = new RegExp(`${workspaceFolder.replace(/[.+]/g, '\\$&')}/dynos/[^/\\s]+/app`, 'g');
  const write: LogSink = (line) =>
    log.write(
      line.message.includes(workspaceFolder)
        ? { ...line, message: line.message.replace(homes, '/app') }
        : line,
    );
  const appOf = (release: ReleaseRecord, slug: SlugRecord): App => ({
    slugFolder: slugFolder(`${slug.id}/app`),
    workspaceFolder,
    configVars: release.configVars,
    log: write,
    signal,
    timeFactor,
    onDyno: (dyno: Dyno) => void dyno.ended.then(() => forget(dyno.home)),
  });
  const choose = (): Route => {
    if (record()?.maintenance === true) return { kind: 'code', code: 'H80' };
    const route = formation?.table.choose() ?? { kind: 'code', code: 'H81' };
    return route.kind === 'dyno' && !isHostKnown ? { kind: 'starting' } : route;
  };
  const quantities = (slug: SlugRecord): Map<string, number> =>
    new Map(
      Object.keys(slug.processTypes)
        .filter((type) => type !== 'release')
        .map((type) => [type, record()?.formation[type]?.quantity ?? 0]),
    );
  return {
    log,
    queue: createQueue(),
    oneOffs: createOneOffs(forget),
    served: {
      table: { choose, size: () => formation?.table.size() ?? 0 },
      get host() {
        return host;
      },
      log: log.write,
    },
    formation: () => formation,
    idOf: (dyno) => {
      const id = ids.get(dyno) ?? randomUUID();
      ids.set(dyno, id);
      return id;
    },
    appOf,
    serve: async (release, slug) => {
      const sizes = Object.entries(record()?.formation ?? {}).map(
        ([type, { size }]) => [type, dynoSize(size)] as const,
      );
      const hosts = hostsOf(record(), release);
      isHostKnown = isHostKnown && hosts[0] === host;
      host = hosts[0] ?? host;
      const next = createFormation({
        app: { ...appOf(release, slug), size: DEFAULT_DYNO_SIZE },
        processTypes: new Map(Object.entries(slug.processTypes)),
        quantities: quantities(slug),
        host: hosts[0] ?? host,
        sizes: new Map(sizes),
      });
      const before = formation;
      formation = next;
      void next.keepRunning(new Promise(() => {}));
      const booted = next.boot();
      void booted.then(async (boots) => {
        const accepted = await chooseAcceptedHost(boots, hosts);
        if (formation !== next) return;
        host = accepted ?? host;
        isHostKnown = true;
      });
      await before?.stop();
    },
    updateDrains: () => {
      const wanted = new Set(record()?.drains.map(({ url }) => url));
      for (const [url, { drain, close }] of drains) {
        if (wanted.has(url)) continue;
        drains.delete(url);
        close();
        void drain.close();
      }
      for (const url of wanted) {
        if (drains.has(url)) continue;
        const drain = openDrain(url);
        drains.set(url, { drain, close: log.subscribe(drain.write) });
      }
    },
    stop: async () => {
      const before = formation;
      formation = undefined;
      await Promise.all([
        before?.stop(),
        ...[...drains.values()].map(({ drain }) => drain.close()),
      ]);
    },
  };
}

/**
 * Hosts that a visitor could have typed, in the order in which they are tried: those that a config var
 * names first, because they are most likely to be allowed.
 */
function hostsOf(record: AppRecord | undefined, release: ReleaseRecord): readonly string[] {
  if (record === undefined) return [];
  const own = record.domains.map(({ hostname }) => hostname);
  const hosts = [`${record.name}.herokuapp.com`, `${record.name}.localhost`, ...own];
  const words = new Set(
    Object.values(release.configVars).flatMap((value) => value.split(/[\s,;"'[\]]+/)),
  );
  return [...hosts.filter((host) => words.has(host)), ...hosts.filter((host) => !words.has(host))];
}
