import type { Finding, Rule } from '../check/rule.ts';
import { reaches, runRules } from '../check/run.ts';
import type { Project } from '../project/project.ts';
import { EXERCISES, type Exercise, HINTS_THAT_COUNT, JUDGED_ELSEWHERE } from './exercises.ts';

/** What stands between the learner and the end of an exercise; solved when there is none of either. */
export interface ExerciseVerdict {
  readonly exercise: Exercise;
  readonly findings: readonly Finding[];
  /** What is missing beyond the rules, one sentence each. */
  readonly missing: readonly string[];
}

/** The verdict on each exercise up to `last`, in order: an exercise is done only while all before it still are. */
export function judgeExercises(project: Project, rules: readonly Rule[], last: number): readonly ExerciseVerdict[] {
  const findings = runRules(project, rules);
  return EXERCISES.filter(({ number }) => number <= last).map((exercise) => ({
    exercise,
    findings: findings.filter((finding) => concerns(exercise, finding)),
    missing: missingParts(exercise, project),
  }));
}

/** True when nothing is left of the exercise. */
export function isSolved({ findings, missing }: ExerciseVerdict): boolean {
  return findings.length === 0 && missing.length === 0;
}

function concerns({ number, judgedBy }: Exercise, { rule, group, severity }: Finding): boolean {
  if (judgedBy === 'all') return severity === 'error';
  if (!reaches(severity, 'warning') && !HINTS_THAT_COUNT.has(rule)) return false;
  const elsewhere = JUDGED_ELSEWHERE[rule];
  return elsewhere === undefined ? judgedBy.includes(group) : elsewhere === number;
}

/** A single settings file is no fault, so no rule speaks of it; here it is the exercise. */
function missingParts({ text }: Exercise, { site }: Project): string[] {
  if (text !== '02-settings') return [];
  if (site === undefined) return ['There is no manage.py.'];
  return site.settingsArePackage ? [] : ['The settings are still one file: make them a package, settings/base.py and its sisters.'];
}
