import { type AttachedTerminal, runAttached } from '../heroku/dyno/attached-dyno.ts';
import type { App } from '../heroku/dyno/one-off.ts';
import type { Dyno } from '../heroku/dyno/start-dyno.ts';
import { type LogLine, printedBy } from '../heroku/logs/log-line.ts';
import { type BuiltSlug, createReleases, type Releases } from '../heroku/release/releases.ts';
import type { AppRouter } from '../heroku/router/app-router.ts';
import { chooseHost } from '../heroku/router/choose-host.ts';
import { sendThroughRouter } from '../heroku/router/send-request.ts';
import type { DjangoProject } from '../project/repository.ts';
import { askWorkers } from './ask-workers.ts';
import { createUser } from './create-user.ts';
import { drillReleases } from './drill.ts';
import { type Inspection, inspectApp } from './inspect-app.ts';
import { judgeDrift } from './judge-drift.ts';
import { judgeDynos } from './judge-dynos.ts';
import { observeInside } from './observe-inside.ts';
import type { PhaseRunner } from './phase-runner.ts';
import {
  joinOutcomes,
  judgeBoot,
  judgeStop,
  judgeWorker,
  withoutWebProcess,
} from './phases/boot.ts';
import { runDeployCheck } from './phases/check-deploy.ts';
import { runRelease } from './phases/release.ts';
import { probe } from './probe/probe.ts';
import { concludeFrom } from './rehearsal.ts';
import { phasesFrom } from './remaining-phases.ts';

/** An app that answers. */
export interface LiveApp {
  /** Host name that the app accepts. */
  readonly host: string;
  /** The release that serves, its dynos, and how to make another. */
  readonly releases: Releases;
  /**
   * Runs a command on a one-off dyno of the release that serves, in this terminal. Returns its exit
   * status.
   */
  readonly runAttached: (command: string, terminal: AttachedTerminal) => Promise<number>;
}

export interface RunSlugOptions {
  readonly app: App;
  readonly built: BuiltSlug;
  /** Builds once more what git would push then. */
  readonly rebuild: () => Promise<BuiltSlug | undefined>;
  /** Dynos of each process type. */
  readonly quantities: ReadonlyMap<string, number>;
  readonly djangoProject: DjangoProject | undefined;
  /**
   * True when the database is this rehearsal's own, so that the probe may create a person in it.
   */
  readonly ownsDatabase: boolean;
  /** The rehearsal's own database; undefined when the app has none or another one. */
  readonly database: { readonly port: number; readonly connectionLimit: number } | undefined;
  /** True when the Redis is this rehearsal's own. */
  readonly ownsRedis: boolean;
  /** True when the broker of a worker is the rehearsal's own as well. */
  readonly ownsBroker: boolean;
  /** Releases twice more after the probe, once with a migration that fails. */
  readonly drill: boolean;
  /**
   * The last phase that is asked for; an app that was booted is stopped all the same. Undefined for
   * all of them.
   */
  readonly until: 'release' | 'boot' | undefined;
  readonly runner: PhaseRunner;
  readonly router: AppRouter;
  /** Called while the app runs; it stays up until this resolves. */
  readonly whileUp: ((app: LiveApp) => Promise<void>) | undefined;
}

/** Why a phase behind the last one asked for did not run. */
const NOT_ASKED = 'not asked for';

/**
 * Everything after the build: check, release, boot, probe, stop. A failed check does not stop a
 * deploy on Heroku, so it does not stop this.
 */
export async function runSlug(options: RunSlugOptions): Promise<void> {
  const { app: bare, built, quantities, djangoProject, runner, router, whileUp } = options;
  const { processTypes } = built.slug;
  const dynos: Dyno[] = [];
  const printed: LogLine[] = [];
  let collecting = true;
  const app: App = {
    ...bare,
    onDyno: (dyno) => {
      dynos.push(dyno);
      bare.onDyno?.(dyno);
    },
    log: (line) => {
      if (collecting) printed.push(line);
      bare.log(line);
    },
  };
  const learned: { inspection?: Inspection | undefined } = {};
  const skipFrom = (first: Parameters<typeof phasesFrom>[0], reason: string): void => {
    for (const name of phasesFrom(first, options.drill))
      runner.skip(name, app.signal.aborted ? 'interrupted' : reason);
  };
  if (djangoProject === undefined) runner.skip('check', 'no manage.py');
  else {
    await runner.run('check', async () => {
      const [outcome, inspection] = await Promise.all([
        runDeployCheck(app, djangoProject),
        inspectApp(app, djangoProject),
      ]);
      learned.inspection = inspection;
      return outcome;
    });
  }
  const releaseCommand = processTypes.get('release');
  if (app.signal.aborted) return skipFrom('release', 'interrupted');
  if (releaseCommand === undefined) runner.skip('release', 'the Procfile has no release line');
  else {
    const released = await runner.run('release', async () => {
      const outcome = await runRelease(app, releaseCommand);
      return {
        ...outcome,
        evidence: [...outcome.evidence, ...judgeDrift(learned.inspection?.drift)],
      };
    });
    if (!released)
      return skipFrom('boot', 'the release failed, so Heroku keeps the old one running');
  }
  if (options.until === 'release') return skipFrom('boot', NOT_ASKED);

  const webCommand = processTypes.get('web');
  const host = chooseHost(learned.inspection?.allowedHosts ?? []);
  const releases = createReleases({
    first: built,
    build: options.rebuild,
    app,
    quantities,
    host,
    router,
  });
  const formation = releases.formation();
  const outputOf = (name: string): string => printedBy(printed, name);
  const stop = async (): Promise<void> => {
    await runner.run('stop', async () => {
      const last = releases.formation().dynos();
      const outcomes = await Promise.all(
        last.map((dyno) =>
          judgeStop(dyno, last.length === 1 ? 'SIGTERM' : `SIGTERM to ${dyno.name}`),
        ),
      );
      return joinOutcomes([...outcomes, { reason: null, evidence: judgeDynos(dynos) }]);
    });
  };
  try {
    const booted = await runner.run('boot', async () => {
      if (webCommand === undefined || quantities.get('web') === 0)
        return withoutWebProcess([...processTypes.keys()]);
      const boots = await formation.boot();
      const web = boots.map(({ dyno, outcome }) => {
        const name = boots.length === 1 ? {} : { name: dyno.name };
        return judgeBoot(outcome, {
          ...name,
          command: webCommand,
          port: dyno.port ?? 0,
          output: outputOf(dyno.name),
        });
      });
      const others = formation.dynos().filter(({ port }) => port === undefined);
      return joinOutcomes([
        ...web,
        ...(await Promise.all(others.map((dyno) => judgeWorker(dyno, outputOf(dyno.name))))),
      ]);
    });
    if (!booted) return skipFrom('probe', 'the app did not boot');
    if (options.until === 'boot') {
      for (const name of phasesFrom('probe', options.drill))
        if (name !== 'stop') runner.skip(name, NOT_ASKED);
      return await stop();
    }
    await runner.run('probe', async () => {
      const inside =
        djangoProject === undefined
          ? Promise.resolve([])
          : observeInside({
              app: bare,
              djangoProject,
              ownsRedis: options.ownsRedis,
              serving: () => formation.dynos(),
            });
      const running = new Set(formation.dynos().map(({ name }) => name.replace(/\.\d+$/, '')));
      const commands = new Map(
        [...processTypes].filter(([name]) => name !== 'web' && running.has(name)),
      );
      const workers = options.ownsBroker
        ? askWorkers({ app: bare, commands })
        : Promise.resolve([]);
      const outside = await probe({
        target: router.target,
        host,
        inspection: learned.inspection,
        slugFolder: app.slugFolder,
        database: options.database,
        dynos: formation.dynos().flatMap(({ name, port }) => (port === undefined ? [] : [name])),
        createUser: async () =>
          djangoProject === undefined || !options.ownsDatabase
            ? undefined
            : await createUser(app, djangoProject),
        tail: () => printed.filter(({ dyno }) => dyno.startsWith('web.')),
        signal: app.signal,
      }).finally(() => Promise.allSettled([inside, workers]));
      return joinOutcomes([outside, concludeFrom([...(await inside), ...(await workers)])]);
    });
    if (app.signal.aborted) return skipFrom('drill', 'interrupted');
    if (options.drill) {
      await runner.run('drill', () => {
        return drillReleases({
          releases,
          built,
          workspaceFolder: app.workspaceFolder,
          appFolders: djangoProject?.appFolders ?? [],
          log: () => printed,
          ask: async () =>
            (
              await sendThroughRouter(router.target, {
                path: '/',
                host,
                scheme: 'https',
                signal: app.signal,
              })
            ).status,
        });
      });
      if (app.signal.aborted) return skipFrom('stop', 'interrupted');
    }
    // What an app says in hours of running is shown and not kept.
    collecting = false;
    const attach: LiveApp['runAttached'] = (command, terminal) =>
      runAttached({ ...bare, slugFolder: releases.slugFolder() }, command, terminal);
    await whileUp?.({ host, releases, runAttached: attach });
    await stop();
  } finally {
    await releases.stop();
  }
}
