import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findFailure, type NoteId } from '../../facts/failures/find.ts';
import { memoryFiles } from '../../python/file-tree.ts';
import { openCache } from './cache-store.ts';
import { cutForRecord, planBuild } from './plan.ts';
import { type BuildFailure, fail } from './refusal.ts';
import { markLines, renderFailure, renderNote } from './render-explanation.ts';
import type { BuildOptions, BuildReport, BuildResult } from './report.ts';
import type { BuildState, Step, StepResult } from './state.ts';
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
  { run: takeSource, stage: 'detect' },
  { run: detect, stage: 'detect' },
  { run: showCacheToHooks, stage: 'checks' },
  { run: (state) => runHook(state, 'pre_compile'), stage: 'hooks', timed: 'pre_compile_hook' },
  { run: chooseVersions, stage: 'python-version' },
  { run: installPython, stage: 'install-python', timed: 'python_install' },
  { run: installDependencies, stage: 'install-dependencies', timed: 'dependencies_install' },
  { run: downloadNltk, stage: 'nltk', timed: 'nltk_downloader' },
  { run: collectStatic, stage: 'collectstatic', timed: 'django_collectstatic' },
  { run: writeProfileScripts, stage: 'complete' },
  { run: (state) => runHook(state, 'post_compile'), stage: 'hooks', timed: 'post_compile_hook' },
  { run: saveCache, stage: 'complete', timed: 'cache_save' },
  { run: packSlug, stage: 'complete' },
];

/**
 * Milliseconds after which the platform ends a build. Source: Dev Center, "Slug compiler", copy of
 * 2024-12; read 2026-11-23.
 */
const BUILD_LIMIT_MS = 15 * 60 * 1000;

/**
 * Builds the app as `git push heroku` would and returns its report, and the slug if it succeeded. A
 * failed build is a result, also one that takes longer than the platform allows. Throws a
 * UsageError when this machine cannot build (no interpreter, no network), and the signal's reason
 * when interrupted; nothing half-written stays in the cache.
 */
export async function runBuild(options: BuildOptions): Promise<BuildResult> {
  const limitMs = options.limits?.buildMs ?? BUILD_LIMIT_MS;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new Error('the build took too long')), limitMs);
  try {
    return await buildUntil(deadline.signal, limitMs, options);
  } finally {
    clearTimeout(timer);
  }
}

async function buildUntil(
  deadline: AbortSignal,
  limitMs: number,
  options: BuildOptions,
): Promise<BuildResult> {
  const signal = AbortSignal.any([options.signal, deadline]);
  const differences: string[] = [];
  const state = newState({ ...options, signal }, differences);
  for (const folder of [state.processHome, state.temporaryFolder])
    mkdirSync(folder, { recursive: true });
  const started = performance.now();
  for (const step of STEPS) {
    const before = performance.now();
    const result = await runStep(step, state).catch((error: unknown): BuildFailure => {
      if (!deadline.aborted || options.signal.aborted) throw error;
      const limit = limitMs >= 60_000 ? `${limitMs / 60_000} minutes` : `${limitMs / 1000} s`;
      return fail(step.stage, 'build-timeout', limit, {
        evidence: [`not done after ${limit}, at the step ${step.stage}`],
      });
    });
    if (step.timed !== undefined) state.metadata[`${step.timed}_duration`] = seconds(before);
    if (result.ok) continue;
    state.metadata.total_duration = seconds(started);
    const failureLog = renderFailure(result);
    for (const line of markLines(failureLog)) options.log(line);
    return {
      report: report(state, result),
      slug: undefined,
      differences,
      failureLog,
      cause: result.cause,
    };
  }
  state.metadata.total_duration = seconds(started);
  return { report: report(state, undefined), slug: state.slug, differences, failureLog: undefined };
}

async function runStep(step: Step, state: BuildState): Promise<StepResult> {
  state.options.signal.throwIfAborted();
  return await step.run(state);
}

function newState(options: BuildOptions, differences: string[]): BuildState {
  const folder = join(options.workFolder, 'app');
  const warnings: NoteId[] = [];
  const notices: NoteId[] = [];
  const say = (id: NoteId): void => {
    const explanation = findFailure(id);
    if (explanation !== undefined)
      for (const line of markLines(renderNote(explanation))) options.log(line);
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
    addons: [],
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

function report(state: BuildState, refusal: BuildFailure | undefined): BuildReport {
  const { plan, metadata } = state;
  if (refusal?.reason) metadata.failure_reason = refusal.reason;
  if (refusal?.detail) metadata.failure_detail = cutForRecord(refusal.detail);
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
    addons: state.addons,
    metadata: state.options.buildpack === 'classic' ? metadata : {},
  };
}

function seconds(since: number): number {
  return Math.round(performance.now() - since) / 1000;
}
