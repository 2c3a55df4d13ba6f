import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { installCommands } from '../../../machine/interpreters.ts';
import { runProcess } from '../../../machine/process.ts';
import { isOffline, provideInterpreter } from '../../../machine/provide-interpreter.ts';
import {
  type EnsureToolOptions,
  ensurePip,
  ensureSetuptools,
} from '../../../machine/tools/python-tools.ts';
import { refuseOutside } from '../inside.ts';
import { addWheel, relocate, sitePackages, writePipCommands } from '../python-home.ts';
import { fail } from '../refusal.ts';
import { type BuildState, logDetail, logStep, type StepResult } from '../state.ts';

/**
 * Puts Python into `.heroku/python`: from the cache, or as a new virtual environment of an
 * installed interpreter. Says how it differs.
 */
export async function installPython(state: BuildState): Promise<StepResult> {
  const { options, plan, pythonHome } = state;
  const version = plan.pythonVersion ?? '';
  const { interpreter, notFetched } = await provideInterpreter(version, {
    strict: options.strict,
    offline: options.offline ?? isOffline(state.env),
    progress: (line) => logDetail(state, line),
    signal: options.signal,
    env: state.env,
  });
  options.signal.throwIfAborted();
  state.interpreter = interpreter;
  const wanted = version.split('.').slice(0, 2).join('.');
  if (interpreter.otherLine) {
    state.differs(
      `Python ${interpreter.version} stands in for ${version}, and what installs and runs may differ, because Python ${wanted} is not installed here (${installCommands(wanted)[0]})`,
    );
    options.log(
      ` !     Python ${version} is not installed here: ${interpreter.version} stands in, and what installs and runs may differ.`,
    );
    if (notFetched !== undefined) options.log(` !     It could not be fetched: ${notFetched}`);
    options.log(` !     Install it for a faithful build: ${installCommands(wanted)[0]}`);
  }
  const standIn =
    interpreter.standInFor === undefined
      ? `Python ${version} itself`
      : `Python ${interpreter.version} stands in for ${version}${notFetched === undefined ? '' : ` (which could not be fetched: ${notFetched})`}`;
  state.differs(
    `a virtual environment of ${standIn}, because Heroku's own build of Python runs only on its stacks`,
  );

  const outside = refuseOutside(state, '.heroku/python', 'install-python');
  if (outside !== undefined) return outside;
  mkdirSync(dirname(pythonHome), { recursive: true });
  const restored = await restore(state);
  if (restored) logStep(state, 'Restoring cache');
  else {
    logStep(state, `Installing Python ${version}`);
    const args = ['-I', '-m', 'venv', '--without-pip', pythonHome];
    const made = await runProcess({
      file: interpreter.path,
      args,
      cwd: state.folder,
      env: {},
      signal: options.signal,
    });
    options.signal.throwIfAborted();
    if (made.exitCode !== 0) {
      const first = made.output.split('\n')[0] ?? '';
      return fail('install-python', 'install-python', first, { evidence: [first] });
    }
  }
  if (plan.packageManager === 'pip' && options.buildpack === 'classic') await addPip(state);
  return { ok: true };
}

/**
 * True when the cached Python is in place now. The Cloud Native Buildpack makes pip's environment
 * anew each time.
 */
async function restore(state: BuildState): Promise<boolean> {
  const { plan, interpreter, options, pythonHome } = state;
  const record = state.cache.readRecord();
  if (plan.cache !== 'reused' || record === undefined || interpreter === undefined) return false;
  if (options.buildpack === 'cnb' && plan.packageManager === 'pip') return false;
  if (record.interpreterPath !== interpreter.path) {
    state.differs(
      'the packages are installed again, because the cached ones belong to an interpreter that is not used any more here',
    );
    return false;
  }
  try {
    if (!(await state.cache.restore(pythonHome))) return false;
    relocate(pythonHome, interpreter.line, record.builtIn, state.folder);
    return true;
  } catch (error) {
    options.signal.throwIfAborted();
    logDetail(
      state,
      `The cache could not be restored (${(error as Error).message}); starting without it`,
    );
    rmSync(pythonHome, { recursive: true, force: true });
    return false;
  }
}

async function addPip(state: BuildState): Promise<void> {
  const { plan, interpreter, pythonHome } = state;
  if (interpreter === undefined || plan.packageManagerVersion === null) return;
  const setuptools = plan.setuptoolsVersion;
  logStep(
    state,
    `Installing pip ${plan.packageManagerVersion}${setuptools === null ? '' : ` and setuptools ${setuptools}`}`,
  );
  const djangoProject = sitePackages(pythonHome, interpreter.line);
  addWheel(await ensurePip(plan.packageManagerVersion, toolOptions(state)), djangoProject);
  if (setuptools !== null) addWheel(await ensureSetuptools(toolOptions(state)), djangoProject);
  writePipCommands(pythonHome, interpreter.line);
}

/** How the tools of a build are fetched. */
export function toolOptions(state: BuildState): EnsureToolOptions {
  if (state.interpreter === undefined)
    throw new Error('tools are fetched with the interpreter, which is chosen first');
  return {
    interpreter: state.interpreter,
    progress: (line) => logDetail(state, line),
    signal: state.options.signal,
    env: state.env,
  };
}
