import { deployOf } from '../deploy.ts';
import { aboutApp } from '../explain-error.ts';
import { inspectApp } from '../inspect-app.ts';
import { judgeDrift } from '../judge-drift.ts';
import type { PhaseOutcome } from '../rehearsal.ts';
import type { RehearsalState } from '../state.ts';
import { runDeployCheck } from './check-deploy.ts';
import { runRelease } from './release.ts';

type Outcome = Omit<PhaseOutcome, 'log'>;

/** Runs Django's own deploy check, and asks the settings what the later phases have to know. */
export async function checkApp(state: RehearsalState): Promise<Outcome> {
  const deploy = deployOf(state);
  const djangoProject = state.options.repository.djangoProject;
  if (djangoProject === undefined) throw new Error('a phase that needs manage.py ran without it');
  const [outcome, inspection] = await Promise.all([
    runDeployCheck(deploy.app, djangoProject, aboutApp(state)),
    inspectApp(deploy.app, djangoProject),
  ]);
  deploy.inspection = inspection;
  return outcome;
}

/** Runs the release command of the Procfile, and compares models and migrations. */
export async function releaseSlug(state: RehearsalState): Promise<Outcome> {
  const { app, built, inspection } = deployOf(state);
  const outcome = await runRelease(
    app,
    built.slug.processTypes.get('release') ?? '',
    aboutApp(state),
  );
  return { ...outcome, evidence: [...outcome.evidence, ...judgeDrift(inspection?.drift)] };
}
