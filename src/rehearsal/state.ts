import { setMaxListeners } from 'node:events';
import type { BuildResult } from '../heroku/buildpack/report.ts';
import { type AppRouter, startAppRouter } from '../heroku/router/app-router.ts';
import { DEFAULT_HOST } from '../heroku/router/choose-host.ts';
import { secretHider, secretsAmong } from '../machine/secrets.ts';
import { type AttachedAddons, attachAddons } from './attach-addons.ts';
import { type ConfigVars, planConfigVars } from './config-vars.ts';
import type { Deploy } from './deploy.ts';
import { createPhaseRunner, type PhaseRunner } from './phase-runner.ts';
import type { PhaseName } from './rehearsal.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import type { StartedDyno } from './report-run.ts';

/** What the phases of a rehearsal work with, and what they learn for those that follow. */
export interface RehearsalState {
  readonly options: RehearseOptions;
  readonly workspaceFolder: string;
  readonly startedAt: Date;
  /** Aborted when the person leaves, and by `giveUp`. */
  readonly signal: AbortSignal;
  /** Interrupts the phases when this machine lacks something; the caller reports why. */
  readonly giveUp: () => void;
  readonly addons: AttachedAddons;
  readonly configVars: ConfigVars;
  readonly router: AppRouter;
  readonly runner: PhaseRunner;
  /** Replaces secrets in whatever is shown or kept. */
  readonly hide: (text: string) => string;
  /** Every dyno that ran, in the order of their start. */
  readonly dynos: StartedDyno[];
  /** Phases that did not pass. */
  readonly failed: Set<PhaseName>;
  /** Number of builds begun so far; each has a folder of its own. */
  builds: number;
  /** The build of the phase; undefined before it. */
  build: BuildResult | undefined;
  /** The function that stops the stand-ins of the add-ons, once all of them run. */
  servers: Promise<() => Promise<void>> | undefined;
  /** Undefined until a build has made a slug. */
  deploy: Deploy | undefined;
}

/** The state before the first phase: add-ons attached, config vars planned, the router up. */
export async function startRehearsal(
  workspaceFolder: string,
  options: RehearseOptions,
): Promise<RehearsalState> {
  const { repository, timeFactor = 1 } = options;
  const startedAt = new Date();
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  // Every dyno and every request listens, and takes its listener back when it ends.
  setMaxListeners(0, signal);
  const addons = await attachAddons(repository, options.env);
  const configVars = planConfigVars({
    appJson: repository.appJson,
    given: options.given,
    addons: addons.configVars,
    host: DEFAULT_HOST,
  });
  const hide = secretHider(secretsOf(configVars));
  const runner = createPhaseRunner({
    signal,
    hide,
    onPhase: options.onPhase ?? (() => {}),
    onLine: options.onLine ?? (() => {}),
    onLog: options.onLog ?? (() => {}),
  });
  return {
    options,
    workspaceFolder,
    startedAt,
    signal,
    giveUp: () => failure.abort(),
    addons,
    configVars,
    hide,
    runner,
    router: options.router ?? (await startAppRouter({ timeFactor })),
    dynos: [],
    failed: new Set(),
    builds: 0,
    build: undefined,
    servers: undefined,
    deploy: undefined,
  };
}

/** Stops whatever still runs: dynos, the rehearsal's own router, the stand-ins of the add-ons. */
export async function endRehearsal({
  options,
  router,
  servers,
  deploy,
}: RehearsalState): Promise<void> {
  try {
    await deploy?.live?.releases.stop();
  } finally {
    if (options.router === undefined) await router.close();
    await (await servers?.catch(() => undefined))?.();
  }
}

/** Values of config vars that must not be shown; what app.json says, it says to everyone. */
function secretsOf({ values, sources }: ConfigVars): Record<string, string> {
  const isPublic = (name: string): boolean =>
    ['app.json', 'stand-in'].includes(sources.get(name) ?? '');
  return secretsAmong(
    Object.fromEntries(Object.entries(values).filter(([name]) => !isPublic(name))),
  );
}
