import type { RuleGroup } from '../check/rule.ts';
import type { RuleId } from '../check/rule-ids.ts';
import type { Feature } from '../facts/features.ts';
import type { Repository } from '../project/repository.ts';
import type { EvidenceId, PhaseName } from '../rehearsal/rehearsal.ts';
import type { SettingsTrial } from './settings-trial.ts';

/**
 * Something said about the learner's state, in the three sentences of a finding. Place and rule are
 * undefined where there is none.
 */
export interface Remark {
  readonly rule: string | undefined;
  readonly file: string | undefined;
  /** One-based; undefined when the file as a whole, or the project, is meant. */
  readonly line: number | undefined;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  /** True when the exercise is not done before this is mended; false for advice. */
  readonly blocks: boolean;
}

/** What a rehearsal of an exercise is to show. */
export interface ExerciseRehearsal {
  /** Phases that may fail still. */
  readonly mayFail: readonly PhaseName[];
  /** Dynos as `--scale` takes them. */
  readonly scale?: string;
  /** Release again, and release a migration that fails. */
  readonly drill?: true;
  /**
   * The last phase that the exercise needs; all of them when left out, and then reading alone never
   * shows that it is done.
   */
  readonly until?: 'release' | 'boot';
  /** Config vars that stand in for what a later exercise writes down. */
  readonly given?: (repository: Repository) => Readonly<Record<string, string>>;
  /** Evidence that has to hold here, though the platform would let it pass. */
  readonly demands?: readonly EvidenceId[];
}

/**
 * One exercise of the workshop: what counts as done, and how it is solved. Its words stand in
 * `templates/exercises/<text>.md`.
 */
export interface Exercise {
  /** 1 to 14, the order in which they are done. */
  readonly number: number;
  readonly title: string;
  readonly text: string;
  /** Minutes that a room needs for it, without those for the talk before. */
  readonly minutes: number;
  /**
   * The groups whose rules must find no error and no warning; what they hint is advice. `all` means
   * every group, errors only.
   */
  readonly groups: readonly RuleGroup[] | 'all';
  /**
   * Rules judged here and not where their group is, because what mends them belongs here; their
   * hints count, too.
   */
  readonly rules: readonly RuleId[];
  /** What no rule speaks of, because it is no fault in general. */
  readonly remarks: (repository: Repository) => readonly Remark[];
  /** Environments under which the production settings must come to given values. */
  readonly trials: (repository: Repository) => readonly SettingsTrial[];
  /** True when `manage.py check` has to pass as well, under the learner's own Python. */
  readonly checks: boolean;
  /** What is done well, one sentence each, as far as it is. */
  readonly praise: (repository: Repository) => readonly string[];
  /** A rehearsal is asked for when defined. */
  readonly rehearsal: ExerciseRehearsal | undefined;
  /** The entries of the scaffold that solve it; empty where only the person can. */
  readonly solvedBy: readonly Feature[];
  /**
   * What the scaffold would write beyond this exercise is taken out again: the text of a file as it
   * should be at its end.
   */
  readonly withhold: (path: string, after: string) => string;
  /** Texts of which the last hint holds each, and no other hint any. */
  readonly answer: readonly string[];
}

type Required = 'number' | 'title' | 'text' | 'minutes' | 'groups' | 'answer';

/**
 * The exercise with nothing where nothing is given: no further rules, remarks, trials, praise,
 * rehearsal or solution.
 */
export function defineExercise(given: Pick<Exercise, Required> & Partial<Exercise>): Exercise {
  return {
    rules: [],
    remarks: () => [],
    trials: () => [],
    checks: false,
    praise: () => [],
    rehearsal: undefined,
    solvedBy: [],
    withhold: (_path, after) => after,
    ...given,
  };
}

/** A remark that blocks, about a file as a whole or the project, unless `more` says otherwise. */
export function remark(
  what: string,
  why: string,
  next: string,
  more: Partial<Omit<Remark, 'what' | 'why' | 'next'>> = {},
): Remark {
  return {
    rule: undefined,
    file: undefined,
    line: undefined,
    what,
    why,
    next,
    blocks: true,
    ...more,
  };
}
