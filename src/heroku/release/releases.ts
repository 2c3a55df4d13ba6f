import type { Slug } from '../buildpack/report.ts';
import { createFormation, type Formation } from '../dyno/formation.ts';
import type { App } from '../dyno/one-off.ts';
import type { AppRouter } from '../router/app-router.ts';
import {
  appendRelease,
  currentRelease,
  isEligibleForRollback,
  type Ledger,
  type LedgerRelease,
  rollbackChange,
} from './ledger.ts';
import { runReleaseCommand } from './run-release.ts';

/** A slug with the config vars it was released with. */
export interface Release {
  /** 1 for the first. */
  readonly version: number;
  /** What made it, such as `Deploy 1a2b3c4` or `Rollback to v1`. */
  readonly what: string;
  /** False when its build or its release command failed: it never served. */
  readonly succeeded: boolean;
}

/** A slug, and what it was built from. */
export interface BuiltSlug {
  readonly slug: Pick<Slug, 'folder' | 'processTypes'>;
  readonly what: string;
}

export interface ReleasesOptions {
  /** What the first release serves; its release command has succeeded already. */
  readonly first: BuiltSlug;
  /**
   * Builds what git would push now. Undefined when the build fails, which it has told in the log.
   */
  readonly build: () => Promise<BuiltSlug | undefined>;
  readonly app: App;
  readonly quantities: ReadonlyMap<string, number>;
  readonly host: string;
  readonly router: AppRouter;
}

/** The releases of an app that is up: one serves, the others can be returned to. */
export interface Releases {
  list(): readonly Release[];
  /** The dynos of the release that serves. */
  formation(): Formation;
  /** The slug of the release that serves. */
  slugFolder(): string;
  /**
   * Releases a slug that is built already; its release command runs first, and while it fails the
   * release before serves.
   */
  release(what: string, built: BuiltSlug): Promise<Release>;
  /**
   * Builds and releases again. While that goes on, and when it fails, the release before serves.
   */
  deploy(): Promise<Release>;
  /**
   * Releases once more what served before the release that serves now. Undefined when there was
   * none.
   */
  rollback(): Promise<Release | undefined>;
  /**
   * Switches maintenance mode: while it is on every visitor gets H80. Returns whether it is on now.
   */
  toggleMaintenance(): boolean;
  /** Restarts what crashes, release after release, until told otherwise. */
  keepRunning(until: Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the first release, whose dynos are not started yet, and serves it. */
// Long because its methods share the releases and which of them serves.
export function createReleases({
  first,
  build,
  app,
  quantities,
  host,
  router,
}: ReleasesOptions): Releases {
  let ledger: Ledger<BuiltSlug> = [];
  const formations: Formation[] = [];
  const scale = new Map(quantities);
  let until: Promise<unknown> | undefined;
  let maintenance = false;

  const say = (message: string): void =>
    app.log({ at: new Date(), source: 'app', dyno: 'api', message });
  const note = (what: string, slug: BuiltSlug | undefined, succeeded: boolean): Release => {
    const change = { description: what, status: succeeded ? 'succeeded' : 'failed' } as const;
    const appended = appendRelease(ledger, slug === undefined ? change : { ...change, slug });
    ({ ledger } = appended);
    const release = describe(appended.release);
    say(
      succeeded
        ? `Release v${release.version} created: ${what}`
        : `Release v${release.version} failed: ${what}; the one before keeps serving`,
    );
    return release;
  };
  const serve = ({ slug }: BuiltSlug): Formation => {
    const formation = createFormation({
      app: { ...app, slugFolder: slug.folder },
      processTypes: slug.processTypes,
      quantities: scale,
      host,
    });
    formations.push(formation);
    const { choose, size } = formation.table;
    router.serve({
      table: { choose: () => (maintenance ? { kind: 'code', code: 'H80' } : choose()), size },
      host,
      log: app.log,
    });
    return formation;
  };
  const current = (): Formation => formations.at(-1) as Formation;
  const release = async (what: string, built: BuiltSlug): Promise<Release> => {
    const command = built.slug.processTypes.get('release');
    if (command !== undefined) {
      const run = await runReleaseCommand({ ...app, slugFolder: built.slug.folder }, command);
      if (!run.succeeded) return note(what, built, false);
    }
    const entry = note(what, built, true);
    const before = current();
    for (const type of scale.keys()) {
      const now = before.dynos().filter(({ name }) => name.startsWith(`${type}.`)).length;
      scale.set(type, built.slug.processTypes.has(type) ? now : 0);
    }
    // Without preboot the platform stops the old dynos as it starts the new ones, and the router
    // holds requests meanwhile.
    const next = serve(built);
    const booted = next.boot();
    await before.stop();
    await booted;
    if (until !== undefined) void next.keepRunning(until);
    return entry;
  };

  note(first.what, first, true);
  serve(first);
  return {
    list: () => ledger.map(describe),
    formation: current,
    slugFolder: () => (currentRelease(ledger)?.slug ?? first).slug.folder,
    release,
    deploy: async () => {
      const built = await build();
      return built === undefined
        ? note('Deploy', undefined, false)
        : await release(built.what, built);
    },
    rollback: async () => {
      const now = currentRelease(ledger)?.slug;
      const target = ledger.findLast((one) => isEligibleForRollback(one) && one.slug !== now);
      if (target?.slug === undefined) return undefined;
      return await release(rollbackChange(ledger, target).description, target.slug);
    },
    toggleMaintenance: () => {
      maintenance = !maintenance;
      say(`Maintenance mode ${maintenance ? 'enabled' : 'disabled'}`);
      return maintenance;
    },
    keepRunning: async (end) => {
      until = end;
      await current().keepRunning(end);
    },
    stop: async () => void (await Promise.all(formations.map((formation) => formation.stop()))),
  };
}

function describe({ version, description, status }: LedgerRelease<BuiltSlug>): Release {
  return { version, what: description, succeeded: status === 'succeeded' };
}
