import type { Sourced, SourceRange } from '../python/source-range.ts';

export type PackageManagerId = 'pipenv' | 'pip' | 'poetry' | 'uv';

/** One declared requirement. */
export interface Requirement {
  /** As written, and normalised after PEP 503 (`psycopg2-binary`). */
  readonly name: string;
  readonly normalizedName: string;
  readonly extras: readonly string[];
  /** PEP 440 specifier set such as `>=5.2,<5.3`; empty when unbounded or given by URL. */
  readonly specifier: string;
  readonly marker: string | undefined;
  readonly url: string | undefined;
  /** The dependency group: `main` is what a normal build installs. */
  readonly group: string;
  /** The requirement itself, without comment and line end. */
  readonly at: SourceRange;
}

/** A declared file of dependencies that was found. */
export interface DependencyFile {
  readonly path: string;
  readonly kind:
    | 'requirements'
    | 'pip-tools-input'
    | 'pip-tools-output'
    | 'uv-export'
    | 'pyproject'
    | 'pipfile'
    | 'lock'
    | 'setup';
}

/** Everything the root declares, across managers and `-r` chains. */
export interface Dependencies {
  /** Managers whose file stands in the root, in the platform's order: pipenv, pip, poetry, uv. */
  readonly managers: readonly { readonly id: PackageManagerId; readonly lockfile: string }[];
  readonly files: readonly DependencyFile[];
  readonly requirements: readonly Requirement[];
  /** Exact versions from a lock file or from `==` pins, by normalised name; main group only. */
  readonly locked: ReadonlyMap<string, Sourced<string>>;
  /** Lines that are neither requirement, option, comment nor blank. */
  readonly invalid: readonly { readonly at: SourceRange; readonly text: string }[];
  /** The file that a person edits to add a production dependency; undefined when there is none. */
  readonly editable: DependencyFile | undefined;
  /** True when the main group declares the package (any spelling), directly or in the lock. */
  declares(name: string): boolean;
  find(name: string): Requirement | undefined;
}
