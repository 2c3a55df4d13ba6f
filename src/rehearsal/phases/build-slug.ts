import { join } from 'node:path';
import { defaultStack } from '../../facts/stacks.ts';
import { runBuild } from '../../heroku/buildpack/build.ts';
import type { BuildResult } from '../../heroku/buildpack/report.ts';
import type { BuiltSlug } from '../../heroku/release/releases.ts';
import { nameDeploy, startDeploy } from '../deploy.ts';
import type { PhaseOutcome } from '../rehearsal.ts';
import type { RehearsalState } from '../state.ts';
import { stripWrappers } from '../strip-wrappers.ts';
import { judgeBuild } from './build.ts';

/** Starts the stand-ins of the add-ons, which come up while the build runs. */
export async function startServers(state: RehearsalState): Promise<void> {
  const { workspaceFolder, signal, options, runner } = state;
  state.servers = state.addons.start({
    workspaceFolder,
    signal,
    env: options.env,
    progress: runner.line,
  });
  state.servers.catch(() => state.giveUp());
}

/** Builds what git would push. */
export async function buildSlug(state: RehearsalState): Promise<Omit<PhaseOutcome, 'log'>> {
  state.build = await build(state);
  return judgeBuild(state.build);
}

/**
 * Waits for the stand-ins, and takes the slug up for the phases that need one. Throws the stand-in's
 * UsageError: a server that could not be had is the machine's fault, not a failed build.
 */
export async function takeSlug(state: RehearsalState): Promise<void> {
  await state.servers?.catch((error: unknown) => {
    if (!state.options.signal.aborted) throw error;
  });
  const slug = state.build?.slug;
  if (slug === undefined || state.failed.has('build') || state.signal.aborted) return;
  state.deploy = startDeploy(state, {
    slug,
    what: await nameDeploy(state.options.repository.root),
  });
}

/**
 * Builds once more what git would push now, while the app serves. Undefined when the build fails,
 * which the log then tells.
 */
export async function rebuild(state: RehearsalState): Promise<BuiltSlug | undefined> {
  const { slug, failureLog = '' } = await build(state);
  const lines = slug === undefined ? failureLog.split('\n') : [];
  for (const message of lines)
    state.runner.log({ at: new Date(), source: 'app', dyno: 'api', message });
  return slug === undefined
    ? undefined
    : { slug, what: await nameDeploy(state.options.repository.root) };
}

async function build(state: RehearsalState): Promise<BuildResult> {
  const result = await runPlannedBuild(state);
  if (result.slug === undefined) return result;
  const { processTypes, differences } = stripWrappers(result.slug, state.options.repository);
  return {
    ...result,
    slug: { ...result.slug, processTypes },
    differences: [...result.differences, ...differences],
  };
}

function runPlannedBuild(state: RehearsalState): Promise<BuildResult> {
  const { options, workspaceFolder } = state;
  const { repository } = options;
  state.builds += 1;
  return (options.build ?? runBuild)({
    root: repository.root,
    workFolder: join(workspaceFolder, state.builds === 1 ? 'build' : `build-${state.builds}`),
    configVars: state.configVars.values,
    stack: repository.appJson?.stack?.value ?? defaultStack(),
    buildpack: 'classic',
    mode: 'build',
    strict: options.strict,
    ...(options.offline === undefined ? {} : { offline: options.offline }),
    env: options.env,
    signal: state.signal,
    log: state.runner.line,
  });
}
