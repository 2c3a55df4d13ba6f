import { RELEASE_TIMEOUT_S } from '../../facts/platform-limits.ts';
import type { App } from '../../heroku/dyno/one-off.ts';
import { lastError } from '../../heroku/logs/last-error.ts';
import { runReleaseCommand } from '../../heroku/release/run-release.ts';
import { type AboutApp, errorFacts } from '../explain-error.ts';
import { type Evidence, type PhaseOutcome, withFacts } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from '../rules-of-observations.ts';

/** Runs the release command and says whether Heroku would go on with the deploy. */
export async function runRelease(
  app: App,
  command: string,
  about: AboutApp = {},
): Promise<Omit<PhaseOutcome, 'log'>> {
  const { end, output, timedOut, succeeded: ok } = await runReleaseCommand(app, command);
  const seen = timedOut
    ? `still running after ${RELEASE_TIMEOUT_S / 60} minutes`
    : `exit status ${end.status}`;
  const error = ok ? '' : lastError(output);
  return {
    reason: ok ? null : `release command failed: ${seen}`,
    evidence: [
      {
        id: 'release-command',
        name: `release: ${command}`,
        ok,
        severity: 'error',
        expected: 'exit status 0; otherwise Heroku keeps the old release running',
        seen: [seen, error].filter((part) => part !== '').join('; '),
        ...withFacts(ok ? {} : errorFacts(output, about)),
      },
    ],
  };
}

/**
 * Runs the release command a second time, as the next push or the next config var does: what must
 * be done once only fails here.
 */
export async function runReleaseAgain(
  app: App,
  command: string,
  about: AboutApp = {},
): Promise<Evidence> {
  const { end, output, timedOut, succeeded: ok } = await runReleaseCommand(app, command);
  const status = timedOut ? 'it did not end' : `exit status ${end.status}`;
  const seen = ok ? 'it passes again' : `${status}: ${lastError(output)}`;
  return {
    id: 'release-again',
    name: 'the same release, run again',
    ok,
    severity: 'error',
    expected: 'it passes, with nothing left to do',
    seen,
    ...(ok ? {} : { rule: RULE.notRepeatable }),
    ...withFacts(ok ? {} : errorFacts(output, about)),
  };
}
