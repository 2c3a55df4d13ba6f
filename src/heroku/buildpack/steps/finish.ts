import { lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runProcess } from '../../../machine/process.ts';
import { readCnbProcfile } from '../decide/procfile-cnb.ts';
import { findModules } from '../find-modules.ts';
import { refuseOutside } from '../inside.ts';
import { inputSha256, requestedAddons } from '../plan.ts';
import { findProcessTypes } from '../process-types.ts';
import { cnbLaunchScript, profileScripts } from '../profile-scripts.ts';
import { fail } from '../refusal.ts';
import { type BuildState, logDetail, logStep, type StepResult } from '../state.ts';

/**
 * The limits of this machine are not those of a dyno: a simulated dyno may state its own here, and
 * without the file none is set.
 */
const DYNO_LIMIT_FILE = '$HOME/.heroku/memory.limit_in_bytes';

/**
 * Bytes after compression above which a slug is refused. Source: Dev Center, "Slug compiler", as
 * quoted by third parties; read 2026-11-23.
 */
const SLUG_LIMIT_BYTES = 500 * 1024 * 1024;

/** Writes what every dyno reads before its command runs. */
export async function writeProfileScripts(state: BuildState): Promise<StepResult> {
  const { packageManager } = state.plan;
  if (packageManager === null) return { ok: true };
  const outside = refuseOutside(state, '.profile.d', 'complete');
  if (outside !== undefined) return outside;
  const folder = join(state.folder, '.profile.d');
  mkdirSync(folder, { recursive: true });
  const scripts =
    state.options.buildpack === 'cnb'
      ? { 'python.sh': cnbLaunchScript(['$HOME/.heroku/python']) }
      : profileScripts({
          packageManager,
          python: 'virtual-environment',
          buildFolder: state.folder,
          memoryLimitFile: DYNO_LIMIT_FILE,
          withNltkData: state.metadata.nltk_downloader === 'enabled',
        });
  for (const [name, text] of Object.entries(scripts)) {
    // What the app has in its place may be a link.
    rmSync(join(folder, name), { recursive: true, force: true });
    writeFileSync(join(folder, name), text);
  }
  if (state.options.buildpack === 'cnb') {
    state.differs(
      'a script in .profile.d gives every process its environment, because there are no layers and no lifecycle here',
    );
    return { ok: true };
  }
  state.differs(
    'PYTHONHOME is not set on dynos, because it would hide the standard library from the virtual environment that stands in here',
  );
  return { ok: true };
}

/**
 * Keeps Python and its packages for the next build; only a build that came this far changes the
 * cache. The slug is measured meanwhile.
 */
export async function saveCache(state: BuildState): Promise<StepResult> {
  const { options, plan, interpreter } = state;
  if (interpreter === undefined || plan.packageManager === null || plan.pythonVersion === null)
    return { ok: true };
  state.slugBytes = options.measureSlug === false ? Promise.resolve(0) : compressedSize(state);
  // Should the save fail, nobody is left to hear of the measuring.
  state.slugBytes.catch(() => {});
  logStep(state, 'Saving cache');
  // The record of an unchanged cache stays true as well: it names the folder that the cached
  // scripts name.
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

/** Discovers the process types, asks for add-ons, and measures the slug as it would be stored. */
export async function packSlug(state: BuildState): Promise<StepResult> {
  const { options, folder, files } = state;
  const text = files.text('Procfile');
  const strict =
    options.buildpack === 'cnb' && text !== undefined ? readCnbProcfile(text) : undefined;
  if (strict?.ok === false) return strict;
  for (const id of strict?.warnings ?? []) state.warn(id);
  const processTypes = strict?.types ?? findProcessTypes(text ?? '');
  options.log('-----> Discovering process types');
  const declared = [...processTypes.keys()].join(', ');
  logDetail(state, `Procfile declares types -> ${declared === '' ? '(none)' : declared}`);
  if (options.buildpack === 'classic' && files.has('manage.py')) {
    const modules = await findModules(state);
    state.addons = requestedAddons(files, modules.has('django') && modules.has('psycopg2'));
  }
  const slugBytes = await state.slugBytes;
  if (slugBytes > 0) {
    options.log('-----> Compressing...');
    logDetail(state, `Done: ${(slugBytes / 1e6).toFixed(1)}M, without Python itself`);
    state.differs(
      'the slug size leaves out Python itself, because the virtual environment here only points to it',
    );
  }
  const limit = options.limits?.slugBytes ?? SLUG_LIMIT_BYTES;
  const largest = slugBytes > limit * NEAR_LIMIT ? largestFiles(folder, LISTED) : [];
  if (slugBytes > limit) {
    return fail('complete', 'slug-too-large', `${megabytes(slugBytes)} after compression`, {
      evidence: [
        `${megabytes(slugBytes)} after compression; ${megabytes(limit)} are allowed. The largest files, not compressed:`,
        ...largest,
      ],
    });
  }
  if (largest.length > 0) {
    state.warn('slug-nearly-too-large');
    for (const line of largest) logDetail(state, line);
  }
  state.slug = { folder, processTypes, slugBytes };
  return { ok: true };
}

/** Share of the limit from which on a person should know. */
const NEAR_LIMIT = 0.8;

/** Files that are named when a slug is too large or nearly so. */
const LISTED = 20;

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

/** The largest files below a folder as lines of size and path. */
function largestFiles(folder: string, count: number): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path), bytes: lstatSync(path).size }))
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
    .slice(0, count)
    .map(({ path, bytes }) => `${megabytes(bytes).padStart(10)}  ${path}`);
}

async function compressedSize({ folder, options }: BuildState): Promise<number> {
  const script = 'tar -cf - . | gzip -1 | wc -c';
  const env = { PATH: '/usr/bin:/bin' };
  const result = await runProcess({
    file: 'sh',
    args: ['-c', script],
    cwd: folder,
    env,
    signal: options.signal,
  });
  options.signal.throwIfAborted();
  return Number(result.stdout.trim()) || 0;
}
