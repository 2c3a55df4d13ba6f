import { join } from 'node:path';
import { buildEnvironment } from '../build-environment.ts';
import { findModules } from '../find-modules.ts';
import { fail } from '../refusal.ts';
import { runLogged } from '../run-logged.ts';
import { type BuildState, logStep, type StepResult } from '../state.ts';

/** Downloads the corpora that `nltk.txt` names, if nltk is installed. */
export async function downloadNltk(state: BuildState): Promise<StepResult> {
  if (state.options.buildpack === 'cnb' || !(await findModules(state)).has('nltk'))
    return { ok: true };
  const list = state.files.text('nltk.txt');
  if (list === undefined) {
    state.metadata.nltk_downloader = 'skipped-no-nltk-file';
    state.warn('nltk-txt-missing');
    return { ok: true };
  }
  const corpora = list.split(/\s+/).filter((word) => word !== '');
  logStep(state, `Downloading NLTK corpora: ${corpora.join(' ')}`);
  state.metadata.nltk_downloader = 'enabled';
  const args = ['-m', 'nltk.downloader', '-d', join(state.pythonHome, 'nltk_data'), ...corpora];
  const result = await runLogged(state, {
    file: join(state.pythonHome, 'bin', 'python'),
    args,
    env: buildEnvironment(state, 'hooks'),
  });
  if (result.exitCode === 0) return { ok: true };
  return fail('nltk', 'nltk-downloader', null, {
    evidence: result.output.trim().split('\n').slice(-2),
  });
}
