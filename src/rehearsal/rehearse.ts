import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type { DynoSize } from '../facts/dynos.ts';
import { defaultStack } from '../facts/stacks.ts';
import { runBuild } from '../heroku/buildpack/build.ts';
import type { BuildOptions, BuildResult } from '../heroku/buildpack/report.ts';
import type { App } from '../heroku/dyno/one-off.ts';
import type { LogLine } from '../heroku/logs/log-line.ts';
import type { BuiltSlug } from '../heroku/release/releases.ts';
import { type AppRouter, startAppRouter } from '../heroku/router/app-router.ts';
import { DEFAULT_HOST } from '../heroku/router/choose-host.ts';
import { runProcess } from '../machine/process.ts';
import { isSecret, secretHider } from '../machine/secrets.ts';
import { withWorkspace } from '../machine/workspace.ts';
import type { Repository } from '../project/repository.ts';
import { attachAddons } from './attach-addons.ts';
import { type ConfigVars, planConfigVars } from './config-vars.ts';
import { STANDING_DIFFERENCES, timeDifferences } from './differences.ts';
import { createPhaseRunner, type PhaseEvent } from './phase-runner.ts';
import { judgeBuild } from './phases/build.ts';
import { detect } from './phases/detect.ts';
import type { PhaseName, Rehearsal } from './rehearsal.ts';
import { phasesFrom } from './remaining-phases.ts';
import { KEPT_REQUESTS, reportDyno, reportRequest, type StartedDyno } from './report-run.ts';
import { type LiveApp, runSlug } from './run-slug.ts';

export interface RehearseOptions {
  readonly repository: Repository;
  /** Config vars that the person gave, by name. */
  readonly given: Readonly<Record<string, string>>;
  /** Fail instead of letting another Python line stand in. */
  readonly strict: boolean;
  readonly signal: AbortSignal;
  /** The tool's own environment, for its cache and for npm; nothing of it reaches the project. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onPhase?: (event: PhaseEvent) => void;
  /** Each line of each phase as it comes, secrets hidden. */
  readonly onLine?: (phase: PhaseName, line: string) => void;
  /** Each line of the app's log as it comes, secrets hidden. */
  readonly onLog?: (line: LogLine) => void;
  /**
   * Called while the app runs, after the probe and before it is stopped; the app stays up until it
   * resolves.
   */
  readonly whileUp?: (app: LiveApp) => Promise<void>;
  /** Size of every dyno. Default: the smallest. */
  readonly size?: DynoSize;
  /** Dynos of each process type; `web` has one unless named. */
  readonly scale?: ReadonlyMap<string, number>;
  /**
   * Release twice more after the probe: once unchanged, once with a migration that fails. Default
   * false.
   */
  readonly drill?: boolean;
  /** The last phase that is asked for; default: all of them. */
  readonly until?: 'release' | 'boot';
  /** The router to serve the app through; default: one of its own. The caller closes it. */
  readonly router?: AppRouter;
  /** Multiplies every time limit of the platform. Default 1. */
  readonly timeFactor?: number;
  /** The build to run; default: the real one. */
  readonly build?: (options: BuildOptions) => Promise<BuildResult>;
}

/**
 * Takes a project through a deploy as Heroku would do it, on this machine: detect, build, check,
 * release, boot, probe, stop. Returns the document of what happened, also when a phase failed or
 * the signal was aborted. Throws a UsageError when the machine lacks something.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  return await withWorkspace((workspaceFolder) => rehearseIn(workspaceFolder, options));
}

async function rehearseIn(workspaceFolder: string, options: RehearseOptions): Promise<Rehearsal> {
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
  const runner = createPhaseRunner({
    signal,
    hide: secretHider(secretsOf(configVars)),
    onPhase: options.onPhase ?? (() => {}),
    onLine: options.onLine ?? (() => {}),
    onLog: options.onLog ?? (() => {}),
  });
  const built: { result: BuildResult | undefined } = { result: undefined };
  let builds = 0;
  const build = (): Promise<BuildResult> => {
    builds += 1;
    return (options.build ?? runBuild)({
      root: repository.root,
      workFolder: join(workspaceFolder, builds === 1 ? 'build' : `build-${builds}`),
      configVars: configVars.values,
      stack: repository.appJson?.stack?.value ?? defaultStack(),
      buildpack: 'classic',
      mode: 'build',
      strict: options.strict,
      env: options.env,
      signal,
      log: runner.line,
    });
  };
  const rebuild = async (): Promise<BuiltSlug | undefined> => {
    const { slug, failureLog = '' } = await build();
    const lines = slug === undefined ? failureLog.split('\n') : [];
    for (const message of lines)
      runner.log({ at: new Date(), source: 'app', dyno: 'api', message });
    return slug === undefined ? undefined : { slug, what: await nameDeploy(repository.root) };
  };
  let servers: Promise<() => Promise<void>> | undefined;
  const started: StartedDyno[] = [];
  const router = options.router ?? (await startAppRouter({ timeFactor }));
  try {
    await runner.run('detect', async () => detect(repository, configVars.missing));
    servers = addons.start({ workspaceFolder, signal, env: options.env, progress: runner.line });
    servers.catch(() => failure.abort());
    const buildOk = await runner.run('build', async () => {
      built.result = await build();
      return judgeBuild(built.result);
    });
    // A server that could not be had is the machine's fault: it ends the rehearsal with its own
    // message, not as a failed build.
    await servers.catch((error: unknown) => {
      if (!options.signal.aborted) throw error;
    });
    const slug = built.result?.slug;
    if (buildOk && slug !== undefined && !signal.aborted) {
      const app: App = {
        slugFolder: slug.folder,
        workspaceFolder,
        configVars: configVars.values,
        log: runner.log,
        signal,
        timeFactor,
        onDyno: (dyno) => void started.push({ dyno, afterMs: Date.now() - startedAt.getTime() }),
        ...(options.size === undefined ? {} : { size: options.size }),
      };
      const quantities = new Map([
        ['web', 1],
        ...declaredProcesses(repository, slug.processTypes),
        ...(options.scale ?? []),
      ]);
      const first = { slug, what: await nameDeploy(repository.root) };
      const ownsDatabase = isOwnDatabase(addons.configVars, options.given);
      const ownsRedis =
        addons.configVars.REDIS_URL !== undefined && options.given.REDIS_URL === undefined;
      await runSlug({
        app,
        ownsDatabase,
        database: ownsDatabase ? addons.database : undefined,
        ownsRedis,
        ownsBroker:
          ownsRedis && !Object.keys(options.given).some((name) => /BROKER|AMQP|RABBIT/.test(name)),
        drill: options.drill ?? false,
        until: options.until,
        built: first,
        rebuild,
        quantities,
        djangoProject: repository.djangoProject,
        runner,
        router,
        whileUp: options.whileUp,
      });
    } else {
      for (const name of phasesFrom('check', options.drill ?? false)) {
        runner.skip(name, signal.aborted ? 'interrupted' : 'the build failed');
      }
    }
  } finally {
    if (options.router === undefined) await router.close();
    await (await servers?.catch(() => undefined))?.();
  }
  const failed = runner.phases.some(({ verdict }) => verdict === 'failed');
  return {
    schemaVersion: 1,
    project: repository.root,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    verdict: options.signal.aborted ? 'interrupted' : failed ? 'failed' : 'passed',
    phases: [...runner.phases],
    dynos: started.map(reportDyno),
    requests: router.records
      .slice(-KEPT_REQUESTS)
      .map((record) => reportRequest(record, startedAt)),
    build: reportOf(built.result),
    slugBytes: built.result?.slug?.slugBytes ?? null,
    addons: addons.report,
    configVars: [...configVars.sources].map(([name, source]) => ({ name, source })),
    missingConfigVars: [...configVars.missing],
    differences: [
      ...(built.result?.differences ?? []),
      ...configVars.differences,
      ...addons.differences,
      ...timeDifferences(timeFactor),
      ...STANDING_DIFFERENCES,
    ],
  };
}

/** One dyno of each process type that app.json starts in a new app, apart from `web`. */
function declaredProcesses(
  { appJson }: Repository,
  processTypes: ReadonlyMap<string, string>,
): [string, number][] {
  return [...(appJson?.formation ?? [])].flatMap(([name, { quantity }]): [string, number][] =>
    name !== 'web' && name !== 'release' && quantity > 0 && processTypes.has(name)
      ? [[name, 1]]
      : [],
  );
}

/**
 * True when the add-on's stand-in is the only database that the app is told of: what the probe
 * writes must not reach a real one.
 */
function isOwnDatabase(
  addons: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): boolean {
  const others = Object.entries(given).filter(
    ([name, value]) =>
      name !== 'DATABASE_URL' && /^(postgres|postgis|psql|mysql|mssql|oracle|sqlite)/i.test(value),
  );
  return (
    addons.DATABASE_URL !== undefined &&
    others.length === 0 &&
    !Object.keys(given).some((name) => /^(DB|PG|POSTGRES|MYSQL|SQL)_?/.test(name))
  );
}

/** What the platform calls the release of a push: the commit, where git tells it. */
async function nameDeploy(root: string): Promise<string> {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin' };
  const git = runProcess({ file: 'git', args: ['rev-parse', '--short', 'HEAD'], cwd: root, env });
  const { exitCode, stdout } = await git.catch(() => ({ exitCode: 1, stdout: '' }));
  return exitCode === 0 ? `Deploy ${stdout.trim()}` : 'Deploy';
}

function reportOf(result: BuildResult | undefined): Rehearsal['build'] {
  if (result === undefined) return null;
  const { report } = result;
  return {
    ...report,
    warnings: [...report.warnings],
    notices: [...report.notices],
    addons: [...report.addons],
    metadata: { ...report.metadata },
  };
}

/** Values of config vars that must not be shown; what app.json says, it says to everyone. */
function secretsOf({ values, sources }: ConfigVars): Record<string, string> {
  const isPublic = (name: string): boolean =>
    ['app.json', 'stand-in'].includes(sources.get(name) ?? '');
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !isPublic(name) && isSecret(name, value)),
  );
}
