/** What git knows of the project, read from its files; no git process is started. */
export interface GitState {
  /** Absolute path of the work tree's root, which may lie above the project. */
  readonly workTree: string;
  /**
   * Paths in the index below the project, relative to the project root with `/`, also of files
   * deleted since. Submodules are left out.
   */
  readonly tracked: ReadonlySet<string>;
  /** The branch of HEAD; undefined when detached. */
  readonly branch: string | undefined;
  /** Names of the remotes that lead to Heroku, each of which is an app that exists. */
  readonly herokuRemotes: readonly string[];
  /**
   * True when a `.gitignore` (at any level), `info/exclude` or the user's global file ignores the
   * path, tracked or not. Relative to the project root; a `/` at the end says that a folder is
   * meant.
   */
  isIgnored(path: string): boolean;
}
