import { websocketPaths } from '../../queries/apps/websocket-paths.ts';
import { limitsVisitors } from '../../queries/settings/client-address.ts';
import { askWorkers } from '../ask-workers.ts';
import { createUser } from '../create-user.ts';
import { liveDeploy } from '../deploy.ts';
import { aboutApp } from '../explain-error.ts';
import { observeInside } from '../observe-inside.ts';
import { probe } from '../probe/probe.ts';
import { concludeFrom, type Evidence, type PhaseOutcome } from '../rehearsal.ts';
import type { RehearsalState } from '../state.ts';
import { joinOutcomes } from './boot.ts';
import { runReleaseAgain } from './release.ts';

/** Visits the app through the router, and at the same time looks at it from one-off dynos. */
export async function probeApp(state: RehearsalState): Promise<Omit<PhaseOutcome, 'log'>> {
  const { app, own, printed, inspection, releases, host } = liveDeploy(state);
  const { djangoProject } = state.options.repository;
  const inside = observeDynos(state);
  const workers = pingWorkers(state);
  const dynos = releases.formation().dynos();
  const outside = await probe({
    target: state.router.target,
    host,
    inspection,
    slugFolder: app.slugFolder,
    webSockets: websocketPaths(state.options.repository),
    limitsLogins: limitsVisitors(state.options.repository),
    database: own.database ? state.addons.database : undefined,
    dynos: dynos.flatMap(({ name, port }) => (port === undefined ? [] : [name])),
    createUser: async () =>
      djangoProject === undefined || !own.database
        ? undefined
        : await createUser(app, djangoProject),
    tail: () => printed.filter(({ dyno }) => dyno.startsWith('web.')),
    signal: app.signal,
  }).finally(() => Promise.allSettled([inside, workers]));
  const again = await releaseAgain(state);
  return joinOutcomes([outside, concludeFrom([...(await inside), ...(await workers), ...again])]);
}

/** Nothing where the drill releases again, or where the database is somebody's own. */
async function releaseAgain(state: RehearsalState): Promise<readonly Evidence[]> {
  const { aside, built, own } = liveDeploy(state);
  const command = built.slug.processTypes.get('release');
  if (command === undefined || !own.database || state.options.drill === true) return [];
  return [await runReleaseAgain(aside, command, aboutApp(state))];
}

async function observeDynos(state: RehearsalState): Promise<readonly Evidence[]> {
  const { aside, own, releases } = liveDeploy(state);
  const { djangoProject } = state.options.repository;
  const formation = releases.formation();
  return djangoProject === undefined
    ? []
    : await observeInside({
        app: aside,
        djangoProject,
        ownsRedis: own.redis,
        serving: () => formation.dynos(),
      });
}

async function pingWorkers(state: RehearsalState): Promise<readonly Evidence[]> {
  const { aside, built, own, releases } = liveDeploy(state);
  const running = releases.formation().dynos();
  const types = new Set(running.map(({ name }) => name.replace(/\.\d+$/, '')));
  const commands = new Map(
    [...built.slug.processTypes].filter(([name]) => name !== 'web' && types.has(name)),
  );
  return own.broker ? await askWorkers({ app: aside, commands }) : [];
}
