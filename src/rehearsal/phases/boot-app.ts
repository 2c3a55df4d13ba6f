import { printedBy } from '../../heroku/logs/log-line.ts';
import { createReleases } from '../../heroku/release/releases.ts';
import { chooseHost } from '../../heroku/router/choose-host.ts';
import { deployOf, liveDeploy } from '../deploy.ts';
import { aboutApp } from '../explain-error.ts';
import type { PhaseOutcome } from '../rehearsal.ts';
import type { RehearsalState } from '../state.ts';
import { joinOutcomes, judgeBoot, judgeWorker, withoutWebProcess } from './boot.ts';
import { rebuild } from './build-slug.ts';

/** Makes the first release of the slug, which the router serves once its dynos are up. */
export async function makeRelease(state: RehearsalState): Promise<void> {
  const deploy = deployOf(state);
  const { app, built, quantities, inspection } = deploy;
  const host = chooseHost(inspection?.allowedHosts ?? []);
  const releases = createReleases({
    first: built,
    build: () => rebuild(state),
    app,
    quantities,
    host,
    router: state.router,
  });
  deploy.live = { releases, host };
}

/** Starts every dyno of the formation, and waits until each web dyno serves its first page. */
export async function bootApp(state: RehearsalState): Promise<Omit<PhaseOutcome, 'log'>> {
  const { built, quantities, printed, releases } = liveDeploy(state);
  const { processTypes } = built.slug;
  const command = processTypes.get('web');
  if (command === undefined || quantities.get('web') === 0)
    return withoutWebProcess([...processTypes.keys()]);
  const about = aboutApp(state);
  const formation = releases.formation();
  const boots = await formation.boot();
  const web = boots.map(({ dyno, outcome }) =>
    judgeBoot(outcome, {
      ...(boots.length === 1 ? {} : { name: dyno.name }),
      command,
      port: dyno.port ?? 0,
      output: printedBy(printed, dyno.name),
      about,
    }),
  );
  const others = formation.dynos().filter(({ port }) => port === undefined);
  return joinOutcomes([
    ...web,
    ...(await Promise.all(
      others.map((dyno) => judgeWorker(dyno, printedBy(printed, dyno.name), about)),
    )),
  ]);
}
