/** What git knows of the project, read from its files; no git process is started. */
export interface GitState {
  /** Absolute path of the work tree's root, which may lie above the project. */
  readonly workTree: string;
  readonly tracked: ReadonlySet<string>;
  /** The branch of HEAD; undefined when detached. */
  readonly branch: string | undefined;
  /** True when a `.gitignore` (at any level), `info/exclude` or the user's global file ignores the path, tracked or not. */
  isIgnored(path: string): boolean;
}
