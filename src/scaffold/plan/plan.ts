import type { ReasonedChange } from '../../edits/change.ts';
import type { Feature } from '../../facts/features.ts';

/** A change of the plan, by the entry that began it and all `entries` that took part. */
export type PlannedChange = ReasonedChange & {
  readonly entry: Feature;
  readonly entries: readonly Feature[];
};

/** Something the plan leaves to the person, with what to do by hand. */
export interface Declined {
  readonly entry: Feature;
  readonly path: string | undefined;
  readonly because: string;
  readonly next: string;
}

/**
 * All that a run would change, computed before anything is written. At most one change per path; an
 * empty list means nothing to do.
 */
export interface Plan {
  readonly changes: readonly PlannedChange[];
  readonly declined: readonly Declined[];
  /** Commands and notes for afterwards, in order, such as `git rm --cached db.sqlite3`. */
  readonly next: readonly string[];
}
