import table from './tables/removed-api.json' with { type: 'json' };
import type { Provenance } from './tables.ts';

/** A module, or a name of one, that a version of Python or of Django no longer has. */
export interface RemovedApi {
  /** Dotted path, such as `django.utils.encoding.force_text`. */
  readonly path: string;
  /** First version without it, as X.Y. */
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

/**
 * Modules and names that left the standard library. Those up to 3.13 were tried on 3.6 to 3.13;
 * those of 3.14 and 3.15 are as documented.
 */
export const REMOVED_FROM_PYTHON: readonly (RemovedApi & Provenance)[] = table.python;

/** Modules and names that left Django. Each was looked up in the released files of 2.2 to 6.1. */
export const REMOVED_FROM_DJANGO: readonly (RemovedApi & Provenance)[] = table.django;

/**
 * Model fields that can still be imported, for old migrations, and that a model may no longer have:
 * `migrate` stops with the system check.
 */
export const REMOVED_DJANGO_FIELDS: readonly (RemovedApi &
  Provenance & { readonly check: string })[] = table.djangoFields;
