import { chmodSync, existsSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { readAppFolder } from '../app-folder.ts';
import { buildEnvironment } from '../build-environment.ts';
import { fail } from '../refusal.ts';
import { runLogged } from '../run-logged.ts';
import { type BuildState, buildDataFile, logStep, type StepResult } from '../state.ts';

/**
 * Runs a hook of the app if it is there: made executable, from the app's root, with config vars. It
 * may change any file.
 */
export async function runHook(
  state: BuildState,
  name: 'pre_compile' | 'post_compile',
): Promise<StepResult> {
  if (state.options.buildpack === 'cnb') return { ok: true };
  const path = join(state.folder, 'bin', name);
  const present = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  state.metadata[`${name}_hook`] = present;
  if (!present) return { ok: true };
  logStep(state, `Running bin/${name} hook`);
  // A link's target is made executable only where it is part of the app.
  const target = realpathSync(path);
  if (target.startsWith(realpathSync(state.folder) + sep))
    chmodSync(target, statSync(target).mode | 0o111);
  const result = await runLogged(state, {
    file: path,
    args: [],
    env: buildEnvironment(state, 'hooks'),
  });
  state.files = readAppFolder(state.folder);
  if (result.exitCode === 0) {
    if (existsSync(buildDataFile(state))) return { ok: true };
    for (const key of Object.keys(state.metadata)) delete state.metadata[key];
    return fail('hooks', 'build-data::data-file-deleted', null, { evidence: [`bin/${name}`] });
  }
  const evidence = [
    `bin/${name} exited with status ${result.exitCode ?? result.killedBy ?? 'unknown'}`,
  ];
  return fail('hooks', `hooks::${name}`, null, { evidence });
}
