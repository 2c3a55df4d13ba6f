import { RELEASE_TIMEOUT_S } from '../../facts/platform-limits.ts';
import { type App, type OneOffResult, runOneOff } from '../dyno/one-off.ts';

/**
 * Runs the `release` line of the Procfile on a dyno of its own, as before every release. Unless
 * `succeeded`, nothing is deployed.
 */
export async function runReleaseCommand(
  app: App,
  command: string,
): Promise<OneOffResult & { readonly succeeded: boolean }> {
  const result = await runOneOff(app, 'release.1', command, RELEASE_TIMEOUT_S);
  return { ...result, succeeded: result.end.status === 0 && !result.timedOut };
}
