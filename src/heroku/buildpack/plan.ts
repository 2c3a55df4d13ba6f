import { createHash } from 'node:crypto';
import { setuptools } from '../../facts/package-managers.ts';
import { withoutSlugIgnored } from '../../project/slug-ignore.ts';
import type { FileTree } from '../../python/file-tree.ts';
import { beyondFacts } from './decide/beyond-facts.ts';
import { type CacheRecord, type CacheVerdict, judgeCache } from './decide/cache-verdict.ts';
import {
  choosePackageManager,
  LOCKFILES,
  packageManagerVersion,
} from './decide/choose-package-manager.ts';
import { declaredPackages } from './decide/declared-packages.ts';
import { detectPython } from './decide/detection.ts';
import {
  checkOtherPython,
  checkPythonFolder,
  checkStack,
  checkVariables,
  checkVirtualEnvironment,
} from './decide/early-checks.ts';
import { foreseeInstallFailure } from './decide/foreseen-failure.ts';
import { installCommand } from './decide/install-command.ts';
import { readCnbProcfile } from './decide/procfile-cnb.ts';
import { lookAlikeVersionFiles, readRequestedPython } from './decide/requested-python.ts';
import { readRequestedPythonCnb } from './decide/requested-python-cnb.ts';
import { checkPatchExists, resolvePython } from './decide/resolve-python.ts';
import { isModule } from './decide/root-entries.ts';
import { findCollectstaticSwitch, findManagePy } from './decide/static-files.ts';
import { judgeVersionSource } from './decide/version-warnings.ts';
import type { BuildFailure } from './refusal.ts';
import type { Buildpack, BuildReport, Stack } from './report.ts';

export interface PlanOptions {
  readonly stack: Stack;
  readonly buildpack: Buildpack;
  readonly mode: 'build' | 'ci';
  readonly configVars: Readonly<Record<string, string>>;
  /**
   * What buildpacks that ran before in the same build have left in the environment; default: none
   * ran.
   */
  readonly buildpackEnv?: Readonly<Record<string, string>>;
  /** What the last build left; undefined for a first build. */
  readonly cache: CacheRecord | undefined;
  /** The version that an app without a version file stays on, as X.Y.Z; default: the cache's. */
  readonly stickyVersion?: string | undefined;
  /**
   * True for a real build, where pip and Django say themselves what fails; the plan then ends where
   * the installs begin.
   */
  readonly decisionsOnly?: boolean;
}

/**
 * What the files alone say about a build. A success means that nothing in the files stands against
 * it; whether the packages install and Django's settings import is known only after a real build.
 */
export interface BuildPlan extends BuildReport {
  readonly installCommand: string | null;
  readonly packageManagerVersion: string | null;
  readonly setuptoolsVersion: string | null;
  readonly cacheInvalidationReasons: readonly string[];
  /** The `manage.py` whose collectstatic runs, if Django is installed. */
  readonly managePy: string | null;
  /** `enabled` or `skipped-no-nltk-file` where the files declare nltk. */
  readonly nltk: string | null;
  /** What is newer than the facts, and what stands in for it: one sentence each. */
  readonly beyondFacts: readonly string[];
  /** What a person should see of the reason, one line each; empty without a failure. */
  readonly evidence: readonly string[];
}

type Draft = { -readonly [Key in keyof BuildPlan]: BuildPlan[Key] } & {
  metadata: Record<string, string | number | boolean>;
};

/**
 * Answers everything about a build that reading its files can decide. Nothing is run;
 * `bin/pre_compile` is taken to change nothing.
 */
export function planBuild(tree: FileTree, options: PlanOptions): BuildPlan {
  const { buildpack, configVars, mode, stack } = options;
  const classic = buildpack === 'classic';
  // A real build has applied it before its hooks, which may create such files again.
  const files = classic && options.decisionsOnly !== true ? withoutSlugIgnored(tree) : tree;
  const draft: Draft = { ...emptyPlan(), warnings: [], notices: [], metadata: {} };
  const end = (refusal: BuildFailure): BuildPlan => failedPlan(draft, refusal);

  for (const check of [
    detectPython(files),
    checkStack(stack),
    checkVariables(configVars, buildpack),
  ])
    if (!check.ok) return end(check);
  if (classic) {
    for (const check of [
      checkOtherPython(files, options.buildpackEnv ?? {}),
      checkPythonFolder(files),
    ])
      if (!check.ok) return end(check);
  }
  const manager = choosePackageManager(files, buildpack);
  if (!manager.ok) return end(manager);
  const { packageManager } = manager;
  draft.packageManager = packageManager;
  draft.metadata.package_manager = packageManager;
  const environment = checkVirtualEnvironment(files);
  if (classic && !environment.ok) return end(environment);

  const wish = classic
    ? readRequestedPython(
        files,
        packageManager,
        options.stickyVersion ?? options.cache?.pythonVersion,
      )
    : readRequestedPythonCnb(files, packageManager);
  if (!wish.ok) return end(wish);
  draft.pythonVersionRequested = wish.requested;
  draft.pythonVersionSource = wish.origin;
  Object.assign(draft.metadata, {
    python_version_requested: wish.requested,
    python_version_origin: wish.origin,
  });
  const lookAlikes = lookAlikeVersionFiles(files).join(',');
  if (classic && lookAlikes !== '') draft.metadata.python_version_files = cutForRecord(lookAlikes);
  const python = resolvePython(wish, buildpack);
  if (!python.ok) return end(python);
  draft.pythonVersion = python.version;
  draft.beyondFacts = beyondFacts(stack, wish.requested);
  const judged = judgeVersionSource(wish, python.version, packageManager, buildpack);
  if (!judged.ok) return end(judged);
  draft.warnings = judged.warnings;
  Object.assign(draft.metadata, {
    python_version: python.version,
    python_version_major: python.line,
    python_version_pinned: wish.requested.split('.').length === 3,
    python_version_outdated: judged.outdated,
  });

  const verdict = cacheVerdict(files, options, packageManager, python.version);
  draft.cache = verdict.status;
  draft.cacheInvalidationReasons = verdict.reasons;
  draft.metadata.cache_status = verdict.status;
  const patch = checkPatchExists(python.version, buildpack);
  if (verdict.status !== 'reused' && !patch.ok) return end(patch);

  draft.packageManagerVersion = packageManagerVersion(packageManager, buildpack);
  draft.metadata[`${packageManager}_version`] = draft.packageManagerVersion;
  const added = setuptools();
  const withSetuptools = classic && packageManager === 'pip' && added.lines.includes(python.line);
  draft.setuptoolsVersion = withSetuptools ? added.version : null;
  if (draft.setuptoolsVersion !== null) draft.metadata.setuptools_version = draft.setuptoolsVersion;
  draft.installCommand = installCommand(packageManager, files, mode).shown;
  if (options.decisionsOnly === true) return draft;
  const foreseen = foreseeInstallFailure(files, packageManager, python.version, {
    buildpack,
    mode,
  });
  if (foreseen !== undefined) return end(foreseen);

  const declared = declaredPackages(files, packageManager);
  if (classic && (declared.has('nltk') || isModule(files, 'nltk'))) {
    draft.nltk = files.has('nltk.txt') ? 'enabled' : 'skipped-no-nltk-file';
    draft.metadata.nltk_downloader = draft.nltk;
    if (!files.has('nltk.txt')) draft.warnings = [...draft.warnings, 'nltk-txt-missing'];
  }
  // A module of that name in the root counts for the classic buildpack, which only looks whether it
  // can be found.
  const hasDjango = declared.has('django') || (classic && isModule(files, 'django'));
  planStaticFiles(draft, files, options, hasDjango);
  if (classic) {
    const hasDriver =
      ['psycopg2', 'psycopg2-binary'].some((name) => declared.has(name)) ||
      isModule(files, 'psycopg2');
    draft.addons = requestedAddons(files, hasDjango && hasDriver);
    draft.metadata.pre_compile_hook = files.has('bin/pre_compile');
    draft.metadata.post_compile_hook = files.has('bin/post_compile');
    if (packageManager !== 'uv') draft.notices = ['uv-recommended'];
    return draft;
  }
  const procfile = files.text('Procfile');
  const types = procfile === undefined ? undefined : readCnbProcfile(procfile);
  if (types?.ok === false) return end(types);
  draft.warnings = [...draft.warnings, ...(types?.warnings ?? [])];
  return draft;
}

/**
 * The add-ons that the classic buildpack asks for at the first deploy: Postgres for a Django app in
 * the root that has the old driver.
 */
export function requestedAddons(files: FileTree, canUsePostgres: boolean): readonly string[] {
  return canUsePostgres && files.has('manage.py') ? ['heroku-postgresql'] : [];
}

/** A text as the platform records it: at most 200 characters. */
export function cutForRecord(text: string): string {
  return [...text].slice(0, 200).join('');
}

/** SHA-256 of the bytes of the file that the manager installs from. */
export function inputSha256(files: FileTree, packageManager: string): string {
  const lockfile = LOCKFILES.find(({ id }) => id === packageManager)?.lockfile ?? '';
  return createHash('sha256')
    .update(files.bytes(lockfile) ?? new Uint8Array())
    .digest('hex');
}

/** Judges the last build's record against what these files need. */
export function cacheVerdict(
  files: FileTree,
  options: PlanOptions,
  packageManager: NonNullable<BuildReport['packageManager']>,
  pythonVersion: string,
): CacheVerdict {
  const needs = {
    stack: options.stack,
    pythonVersion,
    packageManager,
    packageManagerVersion: packageManagerVersion(packageManager, options.buildpack),
    inputSha256: inputSha256(files, packageManager),
  };
  return judgeCache(options.cache, needs, options.buildpack);
}

function planStaticFiles(
  draft: Draft,
  files: FileTree,
  options: PlanOptions,
  hasDjango: boolean,
): void {
  const switched = findCollectstaticSwitch(
    files,
    options.configVars,
    options.mode,
    options.buildpack,
  );
  draft.managePy = findManagePy(files, options.buildpack) ?? null;
  if (switched !== undefined) {
    draft.collectstatic = 'disabled';
    draft.metadata.django_collectstatic = switched;
    if (switched === 'disabled-file')
      draft.warnings = [...draft.warnings, 'collectstatic-disabled-file-deprecated'];
  } else if (hasDjango) {
    draft.collectstatic = draft.managePy === null ? 'skipped' : 'ran';
    if (options.buildpack === 'classic')
      draft.metadata.django_collectstatic =
        draft.managePy === null ? 'skipped-no-manage-py' : 'enabled';
  }
}

function failedPlan(draft: Draft, refusal: BuildFailure): BuildPlan {
  const metadata = { ...draft.metadata };
  if (refusal.reason !== null) metadata.failure_reason = refusal.reason;
  if (refusal.detail !== null) metadata.failure_detail = cutForRecord(refusal.detail);
  return {
    ...draft,
    outcome: 'failure',
    stage: refusal.stage,
    failureReason: refusal.reason,
    failureDetail: refusal.detail,
    evidence: refusal.evidence,
    metadata,
  };
}

function emptyPlan(): BuildPlan {
  return {
    outcome: 'success',
    stage: 'complete',
    failureReason: null,
    failureDetail: null,
    packageManager: null,
    pythonVersion: null,
    pythonVersionRequested: null,
    pythonVersionSource: null,
    warnings: [],
    notices: [],
    collectstatic: null,
    cache: null,
    addons: [],
    metadata: {},
    installCommand: null,
    packageManagerVersion: null,
    setuptoolsVersion: null,
    cacheInvalidationReasons: [],
    managePy: null,
    nltk: null,
    beyondFacts: [],
    evidence: [],
  };
}
