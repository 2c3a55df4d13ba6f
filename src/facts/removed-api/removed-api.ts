/** A module, or a name of one, that a version of Python or of a package no longer has. */
export interface RemovedApi {
  /** Dotted path, such as `django.utils.encoding.force_text`. */
  readonly path: string;
  /** First version without it; of Python and Django as X.Y. */
  readonly removedIn: string;
  /** What to write in its place. */
  readonly instead: string;
  /** Where only this keyword of a call left. */
  readonly keyword?: string;
  /** True when `instead` is a dotted path, or a name of the same module, that does the same. */
  readonly isSame?: boolean;
  /** Packages that bring it back. */
  readonly broughtBackBy?: readonly string[];
}

/** Day on which the tables of removed modules and names were read. */
export const REMOVED_API_READ = '2026-11-30';
