import type { Finding, Rule } from '../check/rule.ts';
import { reaches, runRules } from '../check/run.ts';
import type { Repository } from '../project/repository.ts';
import type { Exercise, Remark } from './exercise.ts';
import { EXERCISES } from './exercises.ts';
import { type SettingsTrial, type TrialOutcome, tryByReading } from './settings-trial.ts';

/** What is left of an exercise, what could be better, and what is done well. */
export interface ExerciseVerdict {
  readonly exercise: Exercise;
  /** What blocks first, then advice. */
  readonly remarks: readonly Remark[];
  readonly praise: readonly string[];
}

/**
 * The verdict on each exercise up to `last`, in order: an exercise is done only while all before it
 * still are.
 */
export function judgeExercises(
  repository: Repository,
  rules: readonly Rule[],
  last: number,
): readonly ExerciseVerdict[] {
  const findings = runRules(repository, rules);
  return EXERCISES.filter(({ number }) => number <= last).map((exercise) => {
    const seen = [
      ...findings.flatMap((finding) => remarkOf(exercise, finding) ?? []),
      ...exercise.remarks(repository),
    ];
    // What a trial comes to follows mostly from what was seen, and a rule knows the place.
    const tried = seen.some(({ blocks }) => blocks)
      ? []
      : judgeTrials(exercise, repository, tryByReading);
    return {
      exercise,
      remarks: [...seen, ...tried].sort((a, b) => Number(b.blocks) - Number(a.blocks)),
      praise: exercise.praise(repository),
    };
  });
}

/** True when nothing is left of the exercise that blocks. */
export function isSolved({ remarks }: ExerciseVerdict): boolean {
  return !remarks.some(({ blocks }) => blocks);
}

/**
 * Numbers of the exercises that hold by reading alone; those that ask for a whole rehearsal are
 * never among them, and none is while the settings cannot be read.
 */
export function solvedByReading(repository: Repository, rules: readonly Rule[]): readonly number[] {
  // Rules are silent about what they cannot see, and silence would be taken for a solution.
  if (repository.broken.length > 0 || repository.djangoProject?.production?.file === undefined)
    return [];
  return judgeExercises(repository, rules, EXERCISES.length)
    .filter((verdict) => isSolved(verdict) && !asksForAll(verdict.exercise))
    .map(({ exercise }) => exercise.number);
}

function asksForAll({ rehearsal }: Exercise): boolean {
  return rehearsal !== undefined && rehearsal.until === undefined;
}

/** Rules that one exercise has claimed are judged nowhere else. */
const CLAIMED: ReadonlyMap<string, number> = new Map(
  EXERCISES.flatMap(({ number, rules }) => rules.map((rule) => [rule, number] as const)),
);

/**
 * True for a rule whose findings belong to this exercise, by its group or because the exercise
 * claims it.
 */
export function isJudgedIn(
  { number, groups }: Exercise,
  { id, group }: Pick<Rule, 'id' | 'group'>,
): boolean {
  return (
    (CLAIMED.get(id) ?? (groups !== 'all' && groups.includes(group) ? number : undefined)) ===
    number
  );
}

function remarkOf({ number, groups }: Exercise, finding: Finding): Remark | undefined {
  const { rule, group, severity, file, line, at, what, why, next } = finding;
  const claimedBy = CLAIMED.get(rule);
  const remark = {
    rule,
    file,
    line: at === undefined || at.end === 0 ? undefined : line,
    what,
    why,
    next,
  };
  if (claimedBy === number) return { ...remark, blocks: true };
  if (groups === 'all')
    return severity === 'error' && (claimedBy ?? 0) < number
      ? { ...remark, blocks: true }
      : undefined;
  if (claimedBy !== undefined || !groups.includes(group)) return undefined;
  return { ...remark, blocks: reaches(severity, 'warning') };
}

function judgeTrials(
  exercise: Exercise,
  repository: Repository,
  attempt: (repository: Repository, trial: SettingsTrial) => TrialOutcome,
): Remark[] {
  const remarks = exercise
    .trials(repository)
    .flatMap((trial) => trial.judge(attempt(repository, trial)) ?? []);
  return remarks.filter(
    ({ what }, index) => remarks.findIndex((other) => other.what === what) === index,
  );
}
