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

/** What is no fault, so that no rule speaks of it, but is what the exercise asks for: one sentence when it is not there. */
const ASKED_FOR: Readonly<Record<string, (project: Project) => string | undefined>> = {
  '02-settings': ({ site }) =>
    site?.settingsArePackage ? undefined : 'The settings are still one file: make them a package, settings/base.py and its sisters.',
  '10-app-json': ({ appJson }) => (appJson === undefined ? 'There is no app.json in the root.' : undefined),
  '11-add-ons': ({ appJson }) => (appJson?.addons.length ? undefined : 'app.json declares no add-on.'),
};

function missingParts({ text }: Exercise, project: Project): string[] {
  const missing = ASKED_FOR[text]?.(project);
  return missing === undefined ? [] : [missing];
}
