import type { Feature } from '../../facts/features.ts';

/**
 * One change to the project, by the entry that began it and all `entries` that took part. `because`
 * is one clause a person reads: why production on Heroku needs it.
 */
export type Change =
  | {
      readonly kind: 'create';
      readonly path: string;
      readonly after: string;
      readonly entry: Feature;
      readonly entries: readonly Feature[];
      readonly because: string;
    }
  | {
      readonly kind: 'edit';
      readonly path: string;
      readonly before: string;
      readonly after: string;
      readonly entry: Feature;
      readonly entries: readonly Feature[];
      readonly because: string;
    }
  | {
      readonly kind: 'move';
      readonly from: string;
      readonly path: string;
      readonly before: string;
      readonly after: string;
      readonly entry: Feature;
      readonly entries: readonly Feature[];
      readonly because: string;
    }
  | {
      readonly kind: 'delete';
      readonly path: string;
      readonly before: string;
      readonly entry: Feature;
      readonly entries: readonly Feature[];
      readonly because: string;
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
  readonly changes: readonly Change[];
  readonly declined: readonly Declined[];
  /** Commands and notes for afterwards, in order, such as `git rm --cached db.sqlite3`. */
  readonly next: readonly string[];
}
