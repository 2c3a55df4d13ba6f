import type { App } from '../heroku/dyno/one-off.ts';
import type { Dyno } from '../heroku/dyno/start-dyno.ts';
import type { LogLine } from '../heroku/logs/log-line.ts';
import type { BuiltSlug, Releases } from '../heroku/release/releases.ts';
import { runProcess } from '../machine/process.ts';
import type { Repository } from '../project/repository.ts';
import type { Inspection } from './inspect-app.ts';
import { type OwnServers, ownServers } from './own-servers.ts';
import type { RehearsalState } from './state.ts';

/** A slug on its way from the build to answering, and what is learned of it on the way. */
export interface Deploy {
  readonly built: BuiltSlug;
  /** The app as the phases run it: its dynos are judged, and what it prints is kept. */
  readonly app: App;
  /** The app as commands beside it run: nothing of theirs is judged or kept. */
  readonly aside: App;
  /** Dynos of each process type. */
  readonly quantities: ReadonlyMap<string, number>;
  readonly own: OwnServers;
  readonly dynos: readonly Dyno[];
  readonly printed: readonly LogLine[];
  /** Keeps no further line in `printed`. */
  readonly stopCollecting: () => void;
  /** What the check learned by importing the settings; undefined when it could not. */
  inspection: Inspection | undefined;
  /** Undefined until the boot. */
  live: Live | undefined;
}

/** The releases of an app that was booted, and the host name that it accepts. */
export interface Live {
  readonly releases: Releases;
  readonly host: string;
}

/** The deploy of a slug that was built just now; nothing of it runs yet. */
export function startDeploy(state: RehearsalState, built: BuiltSlug): Deploy {
  const { options, startedAt, runner } = state;
  const dynos: Dyno[] = [];
  const printed: LogLine[] = [];
  let collecting = true;
  const aside: App = {
    slugFolder: built.slug.folder,
    workspaceFolder: state.workspaceFolder,
    configVars: state.configVars.values,
    log: runner.log,
    signal: state.signal,
    timeFactor: options.timeFactor ?? 1,
    onDyno: (dyno) => void state.dynos.push({ dyno, afterMs: Date.now() - startedAt.getTime() }),
    ...(options.size === undefined ? {} : { size: options.size }),
  };
  return {
    built,
    aside,
    app: {
      ...aside,
      onDyno: (dyno) => {
        dynos.push(dyno);
        aside.onDyno?.(dyno);
      },
      log: (line) => {
        if (collecting) printed.push(line);
        aside.log(line);
      },
    },
    quantities: new Map([
      ['web', 1],
      ...declaredProcesses(options.repository, built.slug.processTypes),
      ...(options.scale ?? []),
    ]),
    own: ownServers(state),
    dynos,
    printed,
    stopCollecting: () => {
      collecting = false;
    },
    inspection: undefined,
    live: undefined,
  };
}

/** The deploy of a phase that needs a slug. */
export function deployOf({ deploy }: RehearsalState): Deploy {
  if (deploy === undefined) throw new Error('a phase that needs a slug ran without one');
  return deploy;
}

/** The deploy of a phase that needs a booted app, with its releases and its host. */
export function liveDeploy(state: RehearsalState): Deploy & Live {
  const deploy = deployOf(state);
  if (deploy.live === undefined) throw new Error('a phase that needs a booted app ran before it');
  return { ...deploy, ...deploy.live };
}

/** What the platform calls the release of a push: the commit, where git tells it. */
export async function nameDeploy(root: string): Promise<string> {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin' };
  const git = runProcess({ file: 'git', args: ['rev-parse', '--short', 'HEAD'], cwd: root, env });
  const { exitCode, stdout } = await git.catch(() => ({ exitCode: 1, stdout: '' }));
  return exitCode === 0 ? `Deploy ${stdout.trim()}` : 'Deploy';
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
