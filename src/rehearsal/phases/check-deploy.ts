import { parseCheckIssues } from '../../facts/causes/check-issues.ts';
import { type App, runOneOff } from '../../heroku/dyno/one-off.ts';
import { lastError } from '../../heroku/logs/last-error.ts';
import type { DjangoProject } from '../../project/repository.ts';
import { type AboutApp, errorFacts } from '../explain-error.ts';
import { type Evidence, type PhaseOutcome, withFacts } from '../rehearsal.ts';
import { RULE_OF_CHECK } from '../rules-of-observations.ts';

/** Seconds that the check may take; Django needs one or two. */
const CHECK_TIMEOUT_S = 120;

/**
 * Runs `manage.py check --deploy --fail-level WARNING` on a one-off dyno under the production
 * settings, with the database reachable:
 * without the level its warnings do not fail it, and without the production module it judges the
 * wrong settings.
 */
export async function runDeployCheck(
  app: App,
  djangoProject: DjangoProject,
  about: AboutApp = {},
): Promise<Omit<PhaseOutcome, 'log'>> {
  const command = `python ${djangoProject.managePath} check --deploy --fail-level WARNING`;
  const { end, output } = await runOneOff(
    underProductionSettings(app, djangoProject),
    'run.1',
    command,
    CHECK_TIMEOUT_S,
  );
  const evidence = issuesIn(output);
  const ids = evidence.map(({ name }) => name).join(', ');
  if (end.status !== 0 && evidence.length === 0) {
    const error = lastError(output);
    const seen = `exit status ${end.status}; ${error}`;
    evidence.push({
      id: 'deploy-check',
      name: 'check --deploy',
      ok: false,
      severity: 'error',
      expected: 'the settings import and the check ends',
      seen,
      ...withFacts(errorFacts(output, about)),
    });
  }
  if (end.status === 0) {
    return {
      reason: null,
      evidence: [
        {
          id: 'deploy-check',
          name: 'check --deploy',
          ok: true,
          severity: 'error',
          expected: 'no warning',
          seen: 'no warning',
        },
      ],
    };
  }
  return {
    reason: ids === '' ? 'check --deploy could not run' : `check --deploy: ${ids}`,
    evidence,
  };
}

/** The issues that fail a check with the level WARNING, as evidence. */
function issuesIn(output: string): Evidence[] {
  return parseCheckIssues(output)
    .filter(({ level }) => level !== 'INFOS' && level !== 'DEBUGS')
    .map(({ id, subject, message }): Evidence => {
      const name = id === '' ? subject : id;
      const rule = RULE_OF_CHECK[id];
      return {
        id: 'deploy-check-issue',
        subject: name,
        name,
        ok: false,
        severity: 'error',
        expected: 'fixed, or listed in SILENCED_SYSTEM_CHECKS with the reason beside it',
        seen: message,
        ...(rule === undefined ? {} : { rule }),
      };
    });
}

/**
 * The same app with the settings module that the web process imports, whatever `manage.py` would
 * choose by itself.
 */
export function underProductionSettings(app: App, djangoProject: DjangoProject): App {
  const module = app.configVars.DJANGO_SETTINGS_MODULE ?? djangoProject.productionModule?.value;
  return module === undefined
    ? app
    : { ...app, configVars: { ...app.configVars, DJANGO_SETTINGS_MODULE: module } };
}
