import { UsageError } from '../../facts/usage-error.ts';
import { assembleRepository } from '../../project/assemble.ts';
import { readGitState } from '../../project/git/read-state.ts';
import type { GitState } from '../../project/git/state.ts';
import { overlay } from '../../project/overlay.ts';
import type { Repository } from '../../project/repository.ts';
import { readBaseline } from '../baseline-file.ts';
import { checkProject, isDjango, type RuleChoice, reportOf } from '../check-project.ts';
import type { ProjectFindings } from '../report/finding-report.ts';
import { keepFiles } from '../watch/kept-files.ts';

/** A folder in an editor: its files on the disk, with the unsaved texts of open documents over them. */
export interface OpenProject {
  readonly root: string;
  /** Takes the text of an open document; undefined once it is closed. `path` is relative. */
  setText(path: string, text: string | undefined): void;
  /** Takes note that these files changed on the disk. */
  noteChanges(paths: readonly string[]): void;
  /**
   * What is found now; undefined for a folder without a Django project. Throws UsageError when the
   * project's own configuration or baseline is wrong.
   */
  check(): Promise<ProjectFindings | undefined>;
  /** The repository of the last check, or of now. */
  repository(): Repository;
}

/** Opens the folder. Throws when it is none. */
export function openProject(root: string, rules: RuleChoice): OpenProject {
  const files = keepFiles(root);
  const open = new Map<string, string>();
  let git: { readonly state: GitState | undefined } | undefined;
  let current: Repository | undefined;
  const repository = (): Repository => {
    if (current !== undefined) return current;
    git ??= { state: readGitState(root) };
    const { state } = git;
    const saved = assembleRepository(root, files.tree(), { git: () => state });
    current = open.size === 0 ? saved : overlay(saved, open);
    return current;
  };
  return {
    root,
    setText(path, text) {
      if (open.get(path) === text) return;
      if (text === undefined) open.delete(path);
      else open.set(path, text);
      current = undefined;
    },
    noteChanges(paths) {
      if (!files.note(paths)) return;
      git = undefined;
      current = undefined;
    },
    async check() {
      const now = repository();
      if (!isDjango(now)) return undefined;
      const baseline = await readBaseline(root, root, undefined);
      return reportOf('.', now, checkProject(now, undefined, rules), baseline, rules.ran);
    },
    repository,
  };
}

/** The message of a user's mistake in the project on one line; undefined for any other error. */
export function mistakeOf(error: unknown): string | undefined {
  if (!(error instanceof UsageError)) return undefined;
  return [error.message, ...error.evidence].join(': ');
}
