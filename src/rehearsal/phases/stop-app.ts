import { runAttached } from '../../heroku/dyno/attached-dyno.ts';
import { runOneOff } from '../../heroku/dyno/one-off.ts';
import { printedBy } from '../../heroku/logs/log-line.ts';
import { liveDeploy } from '../deploy.ts';
import { judgeDynos } from '../judge-dynos.ts';
import type { PhaseOutcome } from '../rehearsal.ts';
import type { RehearsalState } from '../state.ts';
import { joinOutcomes, judgeStop } from './boot.ts';

/** Leaves the app up for as long as the caller wants it, unless the rehearsal ends with the boot. */
export async function stayUp(state: RehearsalState): Promise<void> {
  const { aside, stopCollecting, releases, host } = liveDeploy(state);
  if (state.options.until === 'boot') return;
  // What an app says in hours of running is shown and not kept.
  stopCollecting();
  await state.options.whileUp?.({
    host,
    releases,
    runAttached: (command, terminal) =>
      runAttached({ ...aside, slugFolder: releases.slugFolder() }, command, terminal),
    runOneOff: (command, timeoutS) =>
      runOneOff(
        { ...aside, slugFolder: releases.slugFolder(), log: () => {} },
        'run.5',
        command,
        timeoutS,
      ),
  });
}

/** Stops every dyno as a restart would, and says how they took it and what they used. */
export async function stopApp(state: RehearsalState): Promise<Omit<PhaseOutcome, 'log'>> {
  const { dynos, printed, releases } = liveDeploy(state);
  const last = releases.formation().dynos();
  const outcomes = await Promise.all(
    last.map((dyno) =>
      judgeStop(
        dyno,
        last.length === 1 ? 'SIGTERM' : `SIGTERM to ${dyno.name}`,
        printedBy(printed, dyno.name),
      ),
    ),
  );
  return joinOutcomes([...outcomes, { reason: null, evidence: judgeDynos(dynos) }]);
}
