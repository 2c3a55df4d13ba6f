import table from './tables/version-conflicts.json' with { type: 'json' };
import type { Provenance } from './tables.ts';

/** Releases of a package that do not work together with a Python or with another package. */
export interface VersionConflict extends Provenance {
  /** Normalised name of the package to raise or to replace. */
  readonly package: string;
  /** First release that works; null when none does. */
  readonly worksFrom: string | null;
  /** Releases before this one are not affected; left out when all older ones are. */
  readonly since?: string;
  /** What it does not work with: `python`, `pip` (that of the build), or the name of a package. */
  readonly beside: string;
  /** First version of `beside` that it fails with; a Python as X.Y. */
  readonly from: string;
  /**
   * `install`: the build stops. `start`: importing it fails, so collectstatic, the release or the
   * start of the app does. `use`: what uses it fails, and the rest works.
   */
  readonly fails: 'install' | 'start' | 'use';
  /** The error as it is shown. */
  readonly symptom: string;
  /** What setuptools would bring: there is no conflict where the build has it. */
  readonly needs?: 'pkg_resources' | 'distutils';
  /** Packages with which the conflict does not arise, since they do the work instead. */
  readonly unlessDeclared?: readonly string[];
  /** What to take in its place, as part of a sentence, where no release works. */
  readonly instead?: string;
}

/**
 * Every known pair of versions that do not work together. Boundaries were read from released files
 * and their metadata: the newest release that fails and the one after it. Errors are those of
 * importing and compiling them on CPython 3.11 to 3.13.
 */
export const VERSION_CONFLICTS: readonly VersionConflict[] =
  table.conflicts as readonly VersionConflict[];
