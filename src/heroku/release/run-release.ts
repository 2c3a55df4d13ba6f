import { RELEASE_TIMEOUT_S } from '../../facts/platform-limits.ts';
import { type App, runOneOff } from '../one-off.ts';
import type { PhaseOutcome } from '../rehearsal.ts';

/**
 * Runs the `release` line of the Procfile on a dyno of its own, as before every release. A status
 * other than 0 means that nothing is deployed.
 */
export async function runRelease(app: App, command: string): Promise<Omit<PhaseOutcome, 'log'>> {
  const { end, output, timedOut } = await runOneOff(app, 'release.1', command, RELEASE_TIMEOUT_S);
  const ok = end.status === 0 && !timedOut;
  const seen = timedOut
    ? `still running after ${RELEASE_TIMEOUT_S / 60} minutes`
    : `exit status ${end.status}`;
  return {
    reason: ok ? null : `release command failed: ${seen}`,
    evidence: [
      {
        name: `release: ${command}`,
        ok,
        severity: 'error',
        expected: 'exit status 0; otherwise Heroku keeps the old release running',
        seen: ok ? seen : [seen, lastError(output)].filter((part) => part !== '').join('; '),
      },
    ],
  };
}

/**
 * Returns the last line that reads like a Python exception, else the last line that is not blank;
 * empty when nothing was printed.
 */
export function lastError(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.findLast((line) =>
      /^(?:[A-Za-z_]\w*\.)*[A-Za-z_]*(?:Error|Exception|ImproperlyConfigured|DoesNotExist|NotFound|Denied|Exit)\b.*/.test(
        line,
      ),
    ) ??
    lines.at(-1) ??
    ''
  );
}
