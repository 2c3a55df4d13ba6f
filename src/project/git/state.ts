/** What git records of a tracked file. */
export interface TrackedFile {
  /** True when a checkout makes it executable. */
  readonly executable: boolean;
  /** The hash of its content as git keeps it, in hexadecimal. */
  readonly objectName: string;
  /** Its size on the disk when it was added, in bytes. */
  readonly bytes: number;
}

/** What git knows of the project, read from its files; no git process is started. */
export interface GitState {
  /** Absolute path of the work tree's root, which may lie above the project. */
  readonly workTree: string;
  /**
   * Paths in the index below the project, relative to the project root with `/`, also of files
   * deleted since. Submodules are left out.
   */
  readonly tracked: ReadonlySet<string>;
  /** What the index records of a file; undefined for a path that is not tracked, and for links. */
  trackedFile(path: string): TrackedFile | undefined;
  /** Paths below the project at which another repository is linked in, sorted. */
  readonly submodules: readonly string[];
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
  /**
   * True when the disk has a file of exactly this name that git ignores and does not track, so that
   * it is here and never pushed.
   */
  staysBehind(path: string): boolean;
}
