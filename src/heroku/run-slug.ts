import type { DjangoSite } from '../project/project.ts';
import { findFreePort } from './addons/free-port.ts';
import { runDeployCheck } from './check-deploy.ts';
import { awaitBoot } from './dyno/await-boot.ts';
import { judgeBoot, judgeStop, withoutWebProcess } from './dyno/boot-phase.ts';
import { type Dyno, startDyno } from './dyno/start-dyno.ts';
import { type Inspection, inspectApp } from './inspect-app.ts';
import type { LogLine, LogSink } from './logs/log-line.ts';
import type { App } from './one-off.ts';
import type { PhaseRunner } from './phase-runner.ts';
import type { PhaseName } from './rehearsal.ts';
import { runRelease } from './release/run-release.ts';
import type { AppRouter } from './router/app-router.ts';
import { chooseHost } from './router/choose-host.ts';
import { probe } from './router/probe.ts';
import type { Route } from './router/route.ts';

/** An app that answers. */
export interface LiveApp {
  /** Host name that the app accepts. */
  readonly host: string;
  readonly dyno: Dyno;
  /** Starts a new web dyno after the last one has ended, on the same port. */
  startAgain(): Dyno;
  /** Notes a line in the log of the app. */
  readonly log: LogSink;
}

export interface RunSlugOptions {
  readonly app: App;
  /** Lines of the Procfile, by process type. */
  readonly processTypes: ReadonlyMap<string, string>;
  readonly site: DjangoSite | undefined;
  readonly runner: PhaseRunner;
  readonly router: AppRouter;
  /** Called while the app runs; it stays up until this resolves. */
  readonly whileUp: ((app: LiveApp) => Promise<void>) | undefined;
}

/** Everything after the build: check, release, boot, probe, stop. A failed check does not stop a deploy on Heroku, so it does not stop this. */
export async function runSlug({ app, processTypes, site, runner, router, whileUp }: RunSlugOptions): Promise<void> {
  const learned: { inspection?: Inspection | undefined } = {};
  const skipRest = (names: readonly PhaseName[], reason: string): void => {
    for (const name of names) runner.skip(name, app.signal.aborted ? 'interrupted' : reason);
  };
  if (site === undefined) runner.skip('check', 'no manage.py');
  else {
    await runner.run('check', async () => {
      const [outcome, inspection] = await Promise.all([runDeployCheck(app, site), inspectApp(app, site)]);
      learned.inspection = inspection;
      return outcome;
    });
  }
  const releaseCommand = processTypes.get('release');
  if (app.signal.aborted) return skipRest(['release', 'boot', 'probe', 'stop'], 'interrupted');
  if (releaseCommand === undefined) runner.skip('release', 'the Procfile has no release line');
  else if (!(await runner.run('release', () => runRelease(app, releaseCommand)))) {
    return skipRest(['boot', 'probe', 'stop'], 'the release failed, so Heroku keeps the old one running');
  }

  const webCommand = processTypes.get('web');
  const host = chooseHost(learned.inspection?.allowedHosts ?? []);
  const printed: LogLine[] = [];
  const log = (line: LogLine): void => {
    if (line.dyno === 'web.1') printed.push(line);
    app.log(line);
  };
  const port = await findFreePort();
  const dynos: Dyno[] = [];
  const startAgain = (): Dyno => {
    const dyno = startDyno({ ...app, log, command: webCommand ?? '', name: 'web.1', port });
    dynos.push(dyno);
    return dyno;
  };
  const choose = (): Route => {
    const dyno = dynos.at(-1);
    if (dyno === undefined) return { kind: 'code', code: 'H14' };
    if (dyno.state() === 'up') return { kind: 'dyno', name: dyno.name, port };
    return dyno.state() === 'starting' ? { kind: 'starting' } : { kind: 'code', code: 'H10' };
  };
  router.serve({ table: { choose, size: () => 1 }, host, log });
  try {
    const booted = await runner.run('boot', async () => {
      if (webCommand === undefined) return withoutWebProcess([...processTypes.keys()]);
      const outcome = await awaitBoot(startAgain(), host, log);
      const output = printed.filter(({ source }) => source === 'app').map(({ message }) => message);
      return judgeBoot(outcome, { command: webCommand, port, output: output.join('\n') });
    });
    const [dyno] = dynos;
    if (!booted || dyno === undefined) return skipRest(['probe', 'stop'], 'the app did not boot');
    await runner.run('probe', () => {
      return probe({
        target: router.target,
        host,
        inspection: learned.inspection,
        slugFolder: app.slugFolder,
        tail: () => printed,
        signal: app.signal,
      });
    });
    if (app.signal.aborted) return skipRest(['stop'], 'interrupted');
    await whileUp?.({ host, dyno, startAgain, log });
    await runner.run('stop', () => judgeStop(dynos.at(-1) ?? dyno));
  } finally {
    await Promise.all(dynos.map((dyno) => dyno.stop()));
  }
}
