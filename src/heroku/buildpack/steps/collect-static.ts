import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findRunCause } from '../../../facts/causes/find-cause.ts';
import type { FailureId } from '../../../facts/failures/find.ts';
import { readRepository } from '../../../project/read.ts';
import { settingVariables } from '../../../queries/settings/setting-variables.ts';
import { buildEnvironment } from '../build-environment.ts';
import {
  collectstaticReason,
  findCollectstaticSwitch,
  findManagePy,
} from '../decide/static-files.ts';
import { findModules } from '../find-modules.ts';
import { type BuildFailure, fail } from '../refusal.ts';
import { runLogged } from '../run-logged.ts';
import { standInCause } from '../stand-in-cause.ts';
import { type BuildState, logDetail, logStep, type StepResult } from '../state.ts';
import { failedStaticFile, staticFileOwner } from '../static-file-owner.ts';

/**
 * Runs Django's collectstatic where the platform would: not switched off, Django installed, a
 * `manage.py` in reach.
 */
export async function collectStatic(state: BuildState): Promise<StepResult> {
  const { options, files } = state;
  const switched = findCollectstaticSwitch(
    files,
    options.configVars,
    options.mode,
    options.buildpack,
  );
  if (switched !== undefined) return skip(state, switched);
  // The Cloud Native Buildpack looks for Django's program among the installed ones; a folder of
  // that name is nothing to it.
  const hasDjango =
    options.buildpack === 'cnb'
      ? existsSync(join(state.pythonHome, 'bin', 'django-admin'))
      : (await findModules(state)).has('django');
  if (!hasDjango) return { ok: true };
  const managePy = findManagePy(files, options.buildpack);
  if (managePy === undefined) {
    if (options.buildpack === 'classic')
      state.metadata.django_collectstatic = 'skipped-no-manage-py';
    state.collectstatic = 'skipped';
    logStep(state, 'Skipping Django collectstatic, as no manage.py was found');
    return { ok: true };
  }
  return options.buildpack === 'cnb'
    ? await collectCnb(state, managePy)
    : await collectClassic(state, managePy);
}

function skip(state: BuildState, switched: 'disabled-file' | 'disabled-env-var'): StepResult {
  state.metadata.django_collectstatic = switched;
  state.collectstatic = 'disabled';
  logStep(
    state,
    `Skipping Django collectstatic, as ${switched === 'disabled-file' ? '.heroku/collectstatic_disabled exists' : 'DISABLE_COLLECTSTATIC is set'}`,
  );
  if (switched === 'disabled-file') state.warn('collectstatic-disabled-file-deprecated');
  return { ok: true };
}

async function collectClassic(state: BuildState, managePy: string): Promise<StepResult> {
  state.metadata.django_collectstatic = 'enabled';
  logStep(state, `Running 'python ${managePy} collectstatic --noinput'`);
  const env = { PYTHONPATH: '.', ...buildEnvironment(state, 'hooks') };
  const args = [managePy, 'collectstatic', '--noinput', '--traceback'];
  const result = await runLogged(state, { file: python(state), args, env });
  state.collectstatic = result.exitCode === 0 ? 'ran' : 'failed';
  if (result.exitCode === 0) return { ok: true };
  if (state.options.configVars.DEBUG_COLLECTSTATIC === '1') {
    logDetail(state, 'The environment of collectstatic:');
    for (const [name, value] of Object.entries(env).sort()) logDetail(state, `${name}=${value}`);
  }
  return failed(state, collectstaticReason(result.output), result.output);
}

async function collectCnb(state: BuildState, managePy: string): Promise<StepResult> {
  const env = buildEnvironment(state, 'hooks');
  logStep(state, 'Generating Django static files');
  const help = await runLogged(
    { ...state, options: { ...state.options, log: () => {} } },
    { file: python(state), args: [managePy, 'help', 'collectstatic'], env },
  );
  if (help.exitCode !== 0 && help.output.includes('Unknown command')) {
    state.collectstatic = 'skipped';
    logDetail(state, 'Skipping collectstatic, as django.contrib.staticfiles is not installed');
    return { ok: true };
  }
  if (help.exitCode !== 0) {
    state.collectstatic = 'failed';
    return failed(state, 'cnb::DjangoCollectstatic::CheckCollectstaticCommandExists', help.output);
  }
  const result = await runLogged(state, {
    file: python(state),
    args: [managePy, 'collectstatic', '--link', '--noinput'],
    env,
  });
  state.collectstatic = result.exitCode === 0 ? 'ran' : 'failed';
  return result.exitCode === 0
    ? { ok: true }
    : failed(state, 'cnb::DjangoCollectstatic::CollectstaticCommand', result.output);
}

function failed(state: BuildState, reason: FailureId, output: string): BuildFailure {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const error =
    lines.findLast((line) => /^\S*(Error|Exception|ImproperlyConfigured)\b/.test(line)) ??
    lines.at(-1) ??
    '';
  const cause = findRunCause({
    text: output,
    manager: state.plan.packageManager ?? undefined,
    configVars: state.options.configVars,
    variablesOf: (setting) => settingVariables(readRepository(state.options.root), setting),
  });
  return fail('collectstatic', reason, null, {
    evidence: [error, ...culprit(state, output)],
    cause: standInCause(state, cause, output),
  });
}

/** Says whose the file is, where an installed package brings it and the project does not. */
function culprit(state: BuildState, output: string): string[] {
  const file = failedStaticFile(output);
  const owner = file === undefined ? undefined : staticFileOwner(state.pythonHome, file);
  if (owner === undefined) return [];
  return [
    `${file} comes with the package ${owner.package} ${owner.version} and not from this project:`,
    `take another version of ${owner.package}, or a storage that lets a missing file pass.`,
  ];
}

function python(state: BuildState): string {
  return join(state.pythonHome, 'bin', 'python');
}
