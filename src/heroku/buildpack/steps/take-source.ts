import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import ignore from 'ignore';
import { UsageError } from '../../../facts/usage-error.ts';
import { type GitSource, readGitSource, workTreeOf } from '../../../machine/git-source.ts';
import { applySlugIgnore } from '../../../project/slug-ignore.ts';
import { readAppFolder } from '../app-folder.ts';
import { cutOutwardLinks } from '../inside.ts';
import { type BuildState, logDetail, logStep, type StepResult } from '../state.ts';

/**
 * Puts what `git push` would send into the build folder, without what `.slugignore` names. Anything
 * that differs from a push is reported.
 */
export async function takeSource(state: BuildState): Promise<StepResult> {
  const { options, folder } = state;
  const git = await readGitSource(options.root, state.env, options.signal);
  options.signal.throwIfAborted();
  const listed = git === undefined ? withoutGit(state) : withGit(state, git);
  const paths = withoutSlugIgnored(state, listed);
  if (paths.length === 0) {
    throw new UsageError('There is nothing to build', {
      evidence: [`${options.root} holds no file that git tracks.`],
      next: ['Commit the project first: git add . && git commit -m "First commit"'],
    });
  }
  mkdirSync(folder, { recursive: true });
  for (const path of paths) copyEntry(join(options.root, path), join(folder, path));
  const cut = cutOutwardLinks(folder, paths);
  if (cut.length > 0) {
    const lead = cut.length === 1 ? 'leads' : 'lead';
    state.differs(
      `${some(cut)} ${lead} nowhere, because what a link outside of the project points to exists on this machine only`,
    );
  }
  state.files = readAppFolder(folder);
  return { ok: true };
}

function withGit(state: BuildState, git: GitSource): readonly string[] {
  const { options } = state;
  state.sourceVersion = git.commit;
  if (git.prefix !== '') {
    state.differs(
      `only this folder is built, because it was asked for; git push would send all of ${workTreeOf(options.root, git.prefix)}`,
    );
  }
  if (git.changed.length > 0) {
    state.differs(
      `${count(git.changed, 'file')} as in the work tree and not as committed (${some(git.changed)}), because git push sends commits only`,
    );
  }
  if (git.untracked.length === 0) return git.tracked;
  if (options.source === 'work-tree') {
    state.differs(
      `${count(git.untracked, 'file')} that git does not track yet ${are(git.untracked)} in the build (${some(git.untracked)}); git push sends them after git add and git commit`,
    );
    return [...git.tracked, ...git.untracked];
  }
  // No difference from a push, which leaves them out as well, but the first thing to know when
  // something is missing.
  options.log(
    ` !     ${count(git.untracked, 'file')} that git does not track ${are(git.untracked)} not in this build: ${some(git.untracked)}`,
  );
  options.log(
    ' !     git push would not send them either; if the app needs them, git add and commit them.',
  );
  return git.tracked;
}

/** Without a repository: all files but those that a `.gitignore` in the root names. */
function withoutGit(state: BuildState): readonly string[] {
  const { root } = state.options;
  state.differs(
    'all files of the folder are built, because it is no git repository; git push would send committed files only',
  );
  const rules = ignore().add(readText(join(root, '.gitignore')));
  const paths: string[] = [];
  const walk = (relative: string): void => {
    for (const entry of readdirSync(join(root, relative), { withFileTypes: true })) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (path === '.git' || rules.ignores(entry.isDirectory() ? `${path}/` : path)) continue;
      if (entry.isDirectory()) walk(path);
      else paths.push(path);
    }
  };
  walk('');
  return paths;
}

function withoutSlugIgnored(state: BuildState, paths: readonly string[]): readonly string[] {
  const { options } = state;
  if (options.buildpack !== 'classic' || !paths.includes('.slugignore')) return paths;
  const kept = applySlugIgnore(readText(join(options.root, '.slugignore')), paths);
  const removed = paths.length - kept.length;
  if (removed > 0) {
    logStep(state, 'Applying .slugignore');
    logDetail(state, `${removed} of ${paths.length} files removed before the buildpack runs`);
  }
  return kept;
}

function copyEntry(from: string, to: string): void {
  const entry = lstatSync(from, { throwIfNoEntry: false });
  // Tracked, but deleted in the work tree; or a submodule that was not checked out.
  if (entry === undefined || entry.isDirectory()) return;
  mkdirSync(dirname(to), { recursive: true });
  if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (entry.isFile()) copyFileSync(from, to);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function count(paths: readonly string[], noun: string): string {
  return paths.length === 1 ? `1 ${noun}` : `${paths.length} ${noun}s`;
}

function are(paths: readonly string[]): string {
  return paths.length === 1 ? 'is' : 'are';
}

function some(paths: readonly string[]): string {
  return paths.length <= 3
    ? paths.join(', ')
    : `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more`;
}
