import type { CacheRecord } from '../../src/heroku/buildpack/decide/cache-verdict.ts';
import {
  choosePackageManager,
  packageManagerVersion,
} from '../../src/heroku/buildpack/decide/choose-package-manager.ts';
import { detectPython } from '../../src/heroku/buildpack/decide/detection.ts';
import { checkVariables } from '../../src/heroku/buildpack/decide/early-checks.ts';
import { readRequestedPython } from '../../src/heroku/buildpack/decide/requested-python.ts';
import {
  parseVersionFileCnb,
  readRequestedPythonCnb,
} from '../../src/heroku/buildpack/decide/requested-python-cnb.ts';
import { resolvePython } from '../../src/heroku/buildpack/decide/resolve-python.ts';
import { findManagePy } from '../../src/heroku/buildpack/decide/static-files.ts';
import { inputSha256, planBuild } from '../../src/heroku/buildpack/plan.ts';
import type { Decision } from '../../src/heroku/buildpack/refusal.ts';
import type { FileTree } from '../../src/python/file-tree.ts';
import type { OracleCase } from './case.ts';
import { caseTree, fillInAddresses, type IndexAddresses } from './case-files.ts';
import { runProfileScripts } from './runtime.ts';

/**
 * The answer of the simulation to a case, from its files alone; for runtime cases the profile
 * scripts are run in bash.
 */
export async function answerStatic(
  one: OracleCase,
  addresses: IndexAddresses | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const files = caseTree(fillInAddresses(one.files, addresses));
  if (one.mode === 'unit') return answerUnit(one, files);
  const mode = one.mode === 'ci' ? 'ci' : 'build';
  const { buildpack, configVars, stack } = one;
  const plan = planBuild(files, {
    buildpack,
    configVars,
    stack,
    mode,
    cache: cacheRecord(one, files),
    buildpackEnv: one.buildpackEnv,
  });
  if (one.mode !== 'runtime') return { ...plan };
  return { ...plan, ...(await runProfileScripts(one, plan.packageManager ?? 'pip')) };
}

/** What the case says the last build left; what it does not mention is as this build needs it. */
export function cacheRecord(one: OracleCase, files: FileTree): CacheRecord | undefined {
  const state = one.cacheState;
  if (state === undefined || state === null) return undefined;
  const manager = choosePackageManager(files, one.buildpack);
  const current = manager.ok ? manager.packageManager : undefined;
  // Null is what an old buildpack did not record.
  const packageManager =
    state.packageManager === null ? undefined : (state.packageManager ?? current);
  const versions: Readonly<Record<string, string | null | undefined>> = {
    pip: state.pipVersion,
    pipenv: state.pipenvVersion,
    poetry: state.poetryVersion,
    uv: state.uvVersion,
  };
  return {
    stack: state.stack ?? one.stack,
    pythonVersion: state.pythonFullVersion ?? undefined,
    packageManager,
    packageManagerVersion:
      versions[packageManager ?? ''] ??
      (current === undefined ? undefined : packageManagerVersion(current, one.buildpack)),
    inputSha256:
      state.lockOrRequirementsUnchanged === false ? 'another' : inputSha256(files, current ?? ''),
    hasSqliteHeaders: state.hasSqliteHeaders === true,
  };
}

/** Cases about one decision alone: only that one is asked. */
function answerUnit(one: OracleCase, files: FileTree): Readonly<Record<string, unknown>> {
  switch (one.unit) {
    case 'detect':
      return outcome(detectPython(files), 'detect', {});
    case 'forbidden env vars':
      return outcome(checkVariables(one.configVars, one.buildpack), 'checks', {});
    case 'determine package manager': {
      const manager = choosePackageManager(files, one.buildpack);
      return outcome(
        manager,
        'package-manager',
        manager.ok ? { packageManager: manager.packageManager } : {},
      );
    }
    case 'has manage.py': {
      const managePy = findManagePy(files, one.buildpack) ?? null;
      return outcome({ ok: true }, 'collectstatic', {
        managePy,
        collectstatic: managePy === null ? 'skipped' : null,
      });
    }
    case 'parse .python-version': {
      const parsed = parseVersionFileCnb(files.text('.python-version') ?? '');
      return outcome(parsed, 'parse', parsed.ok ? { parsed: parsed.version } : {});
    }
    default:
      return answerVersion(one, files);
  }
}

function answerVersion(one: OracleCase, files: FileTree): Readonly<Record<string, unknown>> {
  const manager = choosePackageManager(files, one.buildpack);
  const packageManager = manager.ok ? manager.packageManager : 'pip';
  const known = manager.ok ? { packageManager } : {};
  const cached = one.cacheState?.pythonFullVersion ?? undefined;
  const wish =
    one.buildpack === 'cnb'
      ? readRequestedPythonCnb(files, packageManager)
      : readRequestedPython(files, packageManager, cached);
  const stage = one.unit === 'resolve requested version' ? 'resolve' : 'python-version';
  if (!wish.ok) return outcome(wish, stage, known);
  const asked = {
    ...known,
    pythonVersionRequested: wish.requested,
    pythonVersionSource: wish.origin,
  };
  const python = resolvePython(wish, one.buildpack);
  return outcome(python, stage, { ...asked, pythonVersion: python.ok ? python.version : null });
}

function outcome(
  decision: Decision<object>,
  stage: string,
  facts: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (decision.ok)
    return { outcome: 'success', stage, failureReason: null, failureDetail: null, ...facts };
  return {
    outcome: 'failure',
    stage,
    failureReason: decision.reason,
    failureDetail: decision.detail,
    ...facts,
  };
}
