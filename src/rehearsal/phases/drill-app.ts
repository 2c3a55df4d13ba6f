import { sendThroughRouter } from '../../heroku/router/send-request.ts';
import { liveDeploy } from '../deploy.ts';
import { drillReleases } from '../drill.ts';
import type { PhaseOutcome } from '../rehearsal.ts';
import type { RehearsalState } from '../state.ts';

/** Releases twice more while the app serves, as `drillReleases` does. */
export async function drillApp(state: RehearsalState): Promise<Omit<PhaseOutcome, 'log'>> {
  const { app, built, printed, releases, host } = liveDeploy(state);
  return await drillReleases({
    releases,
    built,
    workspaceFolder: app.workspaceFolder,
    appFolders: state.options.repository.djangoProject?.appFolders ?? [],
    log: () => printed,
    ask: async () => {
      const { target } = state.router;
      const request = { path: '/', host, scheme: 'https', signal: app.signal } as const;
      return (await sendThroughRouter(target, request)).status;
    },
  });
}
