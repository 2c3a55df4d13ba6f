import type { Cause } from '../../facts/causes/cause.ts';
import type { FailureId, NoteId } from '../../facts/failures/find.ts';
import type { PackageManagerId } from '../../project/dependencies.ts';

export type Buildpack = 'classic' | 'cnb';
export type Stack = 'heroku-22' | 'heroku-24' | 'heroku-26' | (string & {});

export type BuildStage =
  | 'detect'
  | 'checks'
  | 'package-manager'
  | 'python-version'
  | 'install-python'
  | 'install-dependencies'
  | 'nltk'
  | 'collectstatic'
  | 'hooks'
  | 'complete';

/** What a build came to. Machine-readable and versioned. */
export interface BuildReport {
  readonly outcome: 'success' | 'failure';
  readonly stage: BuildStage;
  readonly failureReason: FailureId | null;
  readonly failureDetail: string | null;
  readonly packageManager: PackageManagerId | null;
  readonly pythonVersion: string | null;
  readonly pythonVersionRequested: string | null;
  readonly pythonVersionSource: string | null;
  readonly warnings: readonly NoteId[];
  readonly notices: readonly NoteId[];
  readonly collectstatic: string | null;
  readonly cache: string | null;
  /**
   * Add-ons that the buildpack's release step asks for; the platform may attach them at the first
   * deploy.
   */
  readonly addons: readonly string[];
  /** What the platform records of the build, by its own keys. */
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

/** What the build leaves for the platform to run. */
export interface Slug {
  /** Folder that stands for `/app`; interpreter at `.heroku/python/bin/python` inside it. */
  readonly folder: string;
  readonly processTypes: ReadonlyMap<string, string>;
  /** Size after compression. */
  readonly slugBytes: number;
}

export interface BuildOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  /**
   * A folder of the caller's workspace; the build writes only below it and below the build cache.
   */
  readonly workFolder: string;
  readonly configVars: Readonly<Record<string, string>>;
  readonly stack: Stack;
  readonly buildpack: Buildpack;
  readonly mode: 'build' | 'ci';
  /**
   * `tracked` (default) is what `git push` would send; `work-tree` takes files that git does not
   * track yet as well, as after `git add`.
   */
  readonly source?: 'tracked' | 'work-tree';
  /** The platform's limits; default: its own. Tests give smaller ones. */
  readonly limits?: { readonly slugBytes?: number; readonly buildMs?: number };
  /**
   * False leaves the slug unmeasured (`slugBytes` 0), which saves a second or two. Default true.
   */
  readonly measureSlug?: boolean;
  /**
   * The tool's own environment: interpreters, tool cache and package index are found through it.
   * Default: that of this process.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Fetch no Python: use what is here. Default: what DYNOREADY_OFFLINE says. */
  readonly offline?: boolean;
  /** Fail when the wanted minor line of Python is not installed, instead of using a stand-in. */
  readonly strict: boolean;
  readonly signal: AbortSignal;
  /**
   * One line of the build's log, as `git push heroku` would show it, without the `remote:` prefix.
   */
  readonly log: (line: string) => void;
}

export interface BuildResult {
  readonly report: BuildReport;
  /** Undefined when the build failed. */
  readonly slug: Slug | undefined;
  /**
   * What differed from the platform in this run, such as a stand-in interpreter: one sentence each.
   */
  readonly differences: readonly string[];
  /** What failed, in four parts for a person; undefined on success. */
  readonly failureLog: string | undefined;
  /** What made the build fail, where the output of its command tells. */
  readonly cause?: Cause | undefined;
}
