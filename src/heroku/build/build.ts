import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findFailure } from '../../facts/failures/find.ts';
import { memoryFiles } from '../../project/files.ts';
import { openCache } from './cache-store.ts';
import { planBuild } from './plan.ts';
import type { Refusal } from './refusal.ts';
import { markLines, renderFailure, renderNote } from './render-explanation.ts';
import type { BuildOptions, BuildReport, BuildResult } from './report.ts';
import type { BuildState, Step } from './state.ts';
import { chooseVersions, detect, showCacheToHooks } from './steps/choose-versions.ts';
import { collectStatic } from './steps/collect-static.ts';
import { downloadNltk } from './steps/download-nltk.ts';
import { packSlug, saveCache, writeProfileScripts } from './steps/finish.ts';
import { installDependencies } from './steps/install-dependencies.ts';
import { installPython } from './steps/install-python.ts';
import { runHook } from './steps/run-hook.ts';
import { takeSource } from './steps/take-source.ts';

/** A build, step by step. The first one that fails ends it. */
const STEPS: readonly Step[] = [
  { run: takeSource },
  { run: detect },
  { run: showCacheToHooks },
  { run: (state) => runHook(state, 'pre_compile'), timed: 'pre_compile_hook' },
  { run: chooseVersions },
  { run: installPython, timed: 'python_install' },
  { run: installDependencies, timed: 'dependencies_install' },
  { run: downloadNltk, timed: 'nltk_downloader' },
  { run: collectStatic, timed: 'django_collectstatic' },
  { run: writeProfileScripts },
  { run: (state) => runHook(state, 'post_compile'), timed: 'post_compile_hook' },
  { run: saveCache, timed: 'cache_save' },
  { run: packSlug },
];

/**
 * Builds the app as `git push heroku` would and returns its report, and the slug if it succeeded. A failed build is a result. Throws a UsageError
 * when this machine cannot build (no interpreter, no network), and the signal's reason when interrupted; nothing half-written stays in the cache.
 */
export async function runBuild(options: BuildOptions): Promise<BuildResult> {
  const differences: string[] = [];
  const state = newState(options, differences);
  for (const folder of [state.processHome, state.temporaryFolder]) mkdirSync(folder, { recursive: true });
  const started = performance.now();
  for (const step of STEPS) {
    options.signal.throwIfAborted();
    const before = performance.now();
    const result = await step.run(state);
    if (step.timed !== undefined) state.metadata[`${step.timed}_duration`] = seconds(before);
    if (result.ok) continue;
    state.metadata.total_duration = seconds(started);
    const failureLog = renderFailure(result);
    for (const line of markLines(failureLog)) options.log(line);
    return { report: report(state, result), slug: undefined, differences, failureLog };
  }
  state.metadata.total_duration = seconds(started);
  return { report: report(state, undefined), slug: state.slug, differences, failureLog: undefined };
}

function newState(options: BuildOptions, differences: string[]): BuildState {
  const folder = join(options.workFolder, 'app');
  const warnings: string[] = [];
  const notices: string[] = [];
  const say = (id: string): void => {
    const explanation = findFailure(id);
    if (explanation !== undefined) for (const line of markLines(renderNote(explanation))) options.log(line);
  };
  const files = memoryFiles({});
  return {
    options,
    env: options.env ?? process.env,
    folder,
    pythonHome: join(folder, '.heroku', 'python'),
    processHome: join(options.workFolder, 'home'),
    cacheFolder: join(options.workFolder, 'cache'),
    temporaryFolder: join(options.workFolder, 'tmp'),
    cache: openCache(options),
    sourceVersion: '',
    files,
    plan: planBuild(files, { ...options, cache: undefined }),
    interpreter: undefined,
    warnings,
    notices,
    metadata: {},
    collectstatic: null,
    slugBytes: Promise.resolve(0),
    slug: undefined,
    differs: (sentence) => {
      const whole = `Differs from Heroku: ${sentence}.`;
      if (!differences.includes(whole)) differences.push(whole);
    },
    warn: (id) => {
      warnings.push(id);
      say(id);
    },
    note: (id) => {
      notices.push(id);
      say(id);
    },
  };
}

function report(state: BuildState, refusal: Refusal | undefined): BuildReport {
  const { plan, metadata } = state;
  if (refusal?.reason) metadata.failure_reason = refusal.reason;
  if (refusal?.detail) metadata.failure_detail = refusal.detail.slice(0, 200);
  return {
    outcome: refusal === undefined ? 'success' : 'failure',
    stage: refusal?.stage ?? 'complete',
    failureReason: refusal?.reason ?? null,
    failureDetail: refusal?.detail ?? null,
    packageManager: plan.packageManager,
    pythonVersion: plan.pythonVersion,
    pythonVersionRequested: plan.pythonVersionRequested,
    pythonVersionSource: plan.pythonVersionSource,
    warnings: state.warnings,
    notices: state.notices,
    collectstatic: state.collectstatic,
    // A failed build of the Cloud Native Buildpack says nothing of its layers.
    cache: state.options.buildpack === 'cnb' && refusal !== undefined ? null : plan.cache,
    metadata: state.options.buildpack === 'classic' ? metadata : {},
  };
}

function seconds(since: number): number {
  return Math.round(performance.now() - since) / 1000;
}
