import { planFixes } from '../check/apply-fixes.ts';
import type { Rule } from '../check/rule.ts';
import { runRules } from '../check/run.ts';
import type { Change } from '../edits/change.ts';
import type { ProjectOptions } from '../project/assemble.ts';
import { overlay } from '../project/overlay.ts';
import type { Repository } from '../project/repository.ts';
import type { FileTree } from '../python/file-tree.ts';
import { defaultAnswers } from '../scaffold/answers/questions.ts';
import type { Declined } from '../scaffold/plan/plan.ts';
import { planScaffold } from '../scaffold/plan/plan-scaffold.ts';
import { renderTemplate } from '../scaffold/plan/templates.ts';
import type { Exercise } from './exercise.ts';
import { isJudgedIn } from './judge.ts';
import { exampleValues } from './settings-trial.ts';

/** What the generator would change for one exercise, and what it leaves to the person. */
export interface Solution {
  readonly changes: readonly Change[];
  readonly declined: readonly Declined[];
  /** Commands for afterwards that belong to this exercise. */
  readonly next: readonly string[];
  /** The project as it would be. */
  readonly repository: Repository;
}

/**
 * The generator's solution of this exercise alone, computed without touching the disk.
 * `pythonLines` as for `defaultAnswers`.
 */
export function planSolution(
  repository: Repository,
  rules: readonly Rule[],
  exercise: Exercise,
  pythonLines: readonly string[],
): Solution {
  const texts = new Map<string, string | undefined>();
  const moved = new Map<string, string>();
  let declined: readonly Declined[] = [];
  let next: readonly string[] = [];
  if (exercise.solvedBy.length > 0) {
    const plan = planScaffold(
      repository,
      defaultAnswers(repository, pythonLines),
      renderTemplate,
      new Set(exercise.solvedBy),
    );
    for (const change of plan.changes) {
      if (change.kind === 'move') {
        texts.set(change.from, undefined);
        moved.set(change.path, change.from);
      }
      const after =
        change.kind === 'delete' ? undefined : exercise.withhold(change.path, change.after);
      texts.set(change.path, after);
    }
    declined = plan.declined;
    next = plan.next.filter((step) => step.startsWith('git rm'));
  }
  const scaffolded = overlay(repository, texts, withExamples);
  const ofExercise = rules.filter((rule) => isJudgedIn(exercise, rule));
  for (const { path, after } of planFixes(scaffolded, runRules(scaffolded, ofExercise), {
    unsafe: true,
  }).files)
    texts.set(path, after);
  return {
    changes: changesOf(repository.files, texts, moved),
    declined,
    next,
    repository: overlay(repository, texts, withExamples),
  };
}

const withExamples = (files: FileTree): ProjectOptions => ({ environment: exampleValues(files) });

function changesOf(
  files: FileTree,
  texts: ReadonlyMap<string, string | undefined>,
  moved: ReadonlyMap<string, string>,
): Change[] {
  const sources = new Set(moved.values());
  return [...texts].flatMap(([path, after]): Change[] => {
    const before = files.text(path);
    const from = moved.get(path);
    if (after === undefined)
      return before === undefined || sources.has(path) ? [] : [{ kind: 'delete', path, before }];
    if (from !== undefined)
      return [{ kind: 'move', from, path, before: files.text(from) ?? '', after }];
    if (before === undefined) return [{ kind: 'create', path, after }];
    return before === after ? [] : [{ kind: 'edit', path, before, after }];
  });
}
