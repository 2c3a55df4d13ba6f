import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { detectPython } from '../decide/detection.ts';
import { checkStack } from '../decide/early-checks.ts';
import { otherBuildpacks } from '../decide/other-buildpacks.ts';
import { planBuild } from '../plan.ts';
import { fail } from '../refusal.ts';
import { type BuildState, buildDataFile, logDetail, logStep, type StepResult } from '../state.ts';

/** Refuses an app that is no Python app, and a stack that is not built on. */
export async function detect(state: BuildState): Promise<StepResult> {
  const found = detectPython(state.files);
  if (!found.ok) return found;
  logStep(state, 'Python app detected');
  const others = otherBuildpacks(state.files);
  if (others.length > 0)
    state.differs(
      `${others.join(', ')} did not run, because only the Python buildpack is imitated`,
    );
  return checkStack(state.options.stack);
}

/**
 * Lays out what a hook finds in `CACHE_DIR`: the version of the last build, which a hook may
 * change, and the build's own record.
 */
export async function showCacheToHooks(state: BuildState): Promise<StepResult> {
  const record = state.cache.readRecord();
  mkdirSync(join(state.cacheFolder, '.heroku'), { recursive: true });
  mkdirSync(dirname(buildDataFile(state)), { recursive: true });
  writeFileSync(buildDataFile(state), '{}\n');
  if (record?.pythonVersion !== undefined)
    writeFileSync(versionFile(state), `python-${record.pythonVersion}\n`);
  if (record?.stack !== undefined)
    writeFileSync(join(state.cacheFolder, '.heroku', 'python-stack'), `${record.stack}\n`);
  return { ok: true };
}

/**
 * Decides from the files what is built: package manager, Python, and whether the cache still fits.
 * Prints the warnings of the version.
 */
export async function chooseVersions(state: BuildState): Promise<StepResult> {
  const { options } = state;
  // A folder without files, as a hook may leave it, is in no list of files.
  if (options.buildpack === 'classic' && existsSync(state.pythonHome)) {
    return fail('checks', 'checks::existing-python-dir', null, { evidence: ['.heroku/python'] });
  }
  const record = state.cache.readRecord();
  const cachedVersion = existsSync(versionFile(state))
    ? readFileSync(versionFile(state), 'utf8')
        .trim()
        .replace(/^python-/, '')
    : undefined;
  const cache = record === undefined ? undefined : { ...record, pythonVersion: cachedVersion };
  const plan = planBuild(state.files, {
    ...options,
    cache,
    stickyVersion: cachedVersion,
    decisionsOnly: true,
  });
  state.plan = plan;
  Object.assign(state.metadata, plan.metadata);
  if (plan.packageManager !== null && plan.pythonVersion !== null) {
    logStep(
      state,
      `Using Python ${plan.pythonVersionRequested} ${originText(plan.pythonVersionSource)}`,
    );
  }
  for (const sentence of plan.beyondFacts) state.differs(sentence);
  for (const id of plan.warnings) state.warn(id);
  if (plan.outcome === 'failure') {
    return fail(plan.stage, plan.failureReason, plan.failureDetail, { evidence: plan.evidence });
  }
  if (plan.cache === 'discarded') {
    logStep(state, 'Discarding cache since:');
    for (const reason of plan.cacheInvalidationReasons) logDetail(state, `- ${reason}`);
  }
  return { ok: true };
}

function originText(origin: string | null): string {
  if (origin === 'default') return '(the default, as no version is specified)';
  return origin === 'cached'
    ? '(the line of the last build, as no version is specified)'
    : `specified in ${origin}`;
}

function versionFile(state: BuildState): string {
  return join(state.cacheFolder, '.heroku', 'python-version');
}
