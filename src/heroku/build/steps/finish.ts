import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../process.ts';
import { inputSha256 } from '../plan.ts';
import { findProcessTypes } from '../process-types.ts';
import { cnbLaunchScript, profileScripts } from '../profile-scripts.ts';
import { refuse } from '../refusal.ts';
import { type BuildState, logDetail, logStep, type StepResult } from '../state.ts';

/** The limits of this machine are not those of a dyno: a simulated dyno may state its own here, and without the file none is set. */
const DYNO_LIMIT_FILE = '$HOME/.heroku/memory.limit_in_bytes';

/** Bytes after compression above which a slug is refused. Source: Dev Center, "Slug compiler", as quoted by third parties; read 2026-11-23. */
const SLUG_LIMIT_BYTES = 500 * 1024 * 1024;

/** Writes what every dyno reads before its command runs. */
export async function writeProfileScripts(state: BuildState): Promise<StepResult> {
  const { packageManager } = state.plan;
  if (packageManager === null) return { ok: true };
  const folder = join(state.folder, '.profile.d');
  mkdirSync(folder, { recursive: true });
  const scripts =
    state.options.buildpack === 'cnb'
      ? { 'python.sh': cnbLaunchScript(['$HOME/.heroku/python']) }
      : profileScripts({ packageManager, python: 'virtual-environment', buildFolder: state.folder, memoryLimitFile: DYNO_LIMIT_FILE });
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(folder, name), text);
  if (state.options.buildpack === 'cnb') {
    state.differs('a script in .profile.d gives every process its environment, because there are no layers and no lifecycle here');
    return { ok: true };
  }
  state.differs(
    'PYTHONHOME is not set on dynos, because it would hide the standard library from the virtual environment that stands in here',
  );
  return { ok: true };
}

/** Keeps Python and its packages for the next build; only a build that came this far changes the cache. The slug is measured meanwhile. */
export async function saveCache(state: BuildState): Promise<StepResult> {
  const { options, plan, interpreter } = state;
  if (interpreter === undefined || plan.packageManager === null || plan.pythonVersion === null) return { ok: true };
  state.slugBytes = options.measureSlug === false ? Promise.resolve(0) : compressedSize(state);
  // Should the save fail, nobody is left to hear of the measuring.
  state.slugBytes.catch(() => {});
  logStep(state, 'Saving cache');
  // The record of an unchanged cache stays true as well: it names the folder that the cached scripts name.
  if (!(plan.cache === 'reused' && state.cache.holds(state.pythonHome))) {
    await state.cache.save(state.pythonHome, {
      schemaVersion: 1,
      root: options.root,
      stack: options.stack,
      pythonVersion: plan.pythonVersion,
      packageManager: plan.packageManager,
      packageManagerVersion: plan.packageManagerVersion ?? undefined,
      inputSha256: inputSha256(state.files, plan.packageManager),
      builtIn: state.folder,
      interpreterPath: interpreter.path,
      metadata: state.metadata,
    });
  }
  if (plan.packageManager !== 'uv' && options.buildpack === 'classic') state.note('uv-recommended');
  return { ok: true };
}

/** Discovers the process types and measures the slug as it would be stored. */
export async function packSlug(state: BuildState): Promise<StepResult> {
  const { options, folder } = state;
  const processTypes = findProcessTypes(state.files.text('Procfile') ?? '');
  options.log('-----> Discovering process types');
  logDetail(
    state,
    processTypes.size === 0 ? 'Procfile declares types -> (none)' : `Procfile declares types -> ${[...processTypes.keys()].join(', ')}`,
  );
  const slugBytes = await state.slugBytes;
  if (slugBytes > 0) {
    options.log('-----> Compressing...');
    logDetail(state, `Done: ${(slugBytes / 1e6).toFixed(1)}M, without Python itself`);
    state.differs('the slug size leaves out Python itself, because the virtual environment here only points to it');
  }
  if (slugBytes > SLUG_LIMIT_BYTES) {
    const size = `${(slugBytes / 1e6).toFixed(0)} MB after compression`;
    return refuse('complete', 'slug-too-large', size, { evidence: [size] });
  }
  state.slug = { folder, processTypes, slugBytes };
  return { ok: true };
}

async function compressedSize({ folder, options }: BuildState): Promise<number> {
  const script = 'tar -cf - . | gzip -1 | wc -c';
  const result = await runProcess({
    file: 'sh',
    args: ['-c', script],
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    signal: options.signal,
  });
  options.signal.throwIfAborted();
  return Number(result.stdout.trim()) || 0;
}
