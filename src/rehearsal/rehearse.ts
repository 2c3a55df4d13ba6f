import { withWorkspace } from '../machine/workspace.ts';
import {
  booted,
  managePy,
  type Need,
  notUntil,
  released,
  releaseLine,
  slug,
} from './phase-needs.ts';
import { bootApp, makeRelease } from './phases/boot-app.ts';
import { buildSlug, startServers, takeSlug } from './phases/build-slug.ts';
import { checkApp, releaseSlug } from './phases/check-app.ts';
import { detect } from './phases/detect.ts';
import { drillApp } from './phases/drill-app.ts';
import { probeApp } from './phases/probe-app.ts';
import { stayUp, stopApp } from './phases/stop-app.ts';
import type { PhaseName, PhaseOutcome, Rehearsal } from './rehearsal.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import { reportRehearsal } from './report-rehearsal.ts';
import { endRehearsal, type RehearsalState, startRehearsal } from './state.ts';

/** One phase of a deploy. */
interface RehearsalPhase {
  readonly name: PhaseName;
  /** The first of these that is missing is the reason why the phase is skipped. */
  readonly needs: readonly Need[];
  /** False when the phase is no part of this rehearsal at all. Default: it is. */
  readonly isPart?: (options: RehearseOptions) => boolean;
  /** What happens before the phase begins and is not judged. */
  readonly before?: (state: RehearsalState) => Promise<void>;
  readonly run: (state: RehearsalState) => Promise<Omit<PhaseOutcome, 'log'>>;
  /** What has to be there, passed or failed, before the next phase is considered. */
  readonly after?: (state: RehearsalState) => Promise<void>;
}

const SERVES = [slug, released, notUntil('release')];

/**
 * A deploy, phase by phase. One that fails ends it only for those that need what it makes: a failed
 * check does not stop a deploy on Heroku.
 */
const PHASES: readonly RehearsalPhase[] = [
  {
    name: 'detect',
    needs: [],
    run: async ({ options, configVars }) => detect(options.repository, configVars.missing),
  },
  { name: 'build', needs: [], before: startServers, run: buildSlug, after: takeSlug },
  { name: 'check', needs: [slug, managePy], run: checkApp },
  { name: 'release', needs: [slug, releaseLine], run: releaseSlug },
  { name: 'boot', needs: SERVES, before: makeRelease, run: bootApp },
  { name: 'probe', needs: [...SERVES, booted, notUntil('boot')], run: probeApp },
  {
    name: 'drill',
    needs: [...SERVES, booted, notUntil('boot')],
    isPart: ({ drill = false }) => drill,
    run: drillApp,
  },
  { name: 'stop', needs: [...SERVES, booted], before: stayUp, run: stopApp },
];

/**
 * Takes a project through a deploy as Heroku would do it, on this machine: detect, build, check,
 * release, boot, probe, stop. Returns the document of what happened, also when a phase failed or
 * the signal was aborted. Throws a UsageError when the machine lacks something.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  return await withWorkspace(async (workspaceFolder) => {
    const state = await startRehearsal(workspaceFolder, options);
    try {
      for (const phase of PHASES) if (phase.isPart?.(options) !== false) await run(phase, state);
    } finally {
      await endRehearsal(state);
    }
    return reportRehearsal(state);
  });
}

async function run(phase: RehearsalPhase, state: RehearsalState): Promise<void> {
  const { runner, signal } = state;
  const missing = phase.needs.map((need) => need(state)).find((reason) => reason !== undefined);
  if (signal.aborted) return runner.skip(phase.name, 'interrupted');
  if (missing !== undefined) return runner.skip(phase.name, missing);
  await phase.before?.(state);
  if (!(await runner.run(phase.name, () => phase.run(state)))) state.failed.add(phase.name);
  await phase.after?.(state);
}
