import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FEATURES, type Feature } from '../../src/facts/features.ts';
import { repositoryFromFiles } from '../../src/project/read.ts';
import type { Repository } from '../../src/project/repository.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import type { Answers } from '../../src/scaffold/answers/answers.ts';
import { defaultAnswers } from '../../src/scaffold/answers/questions.ts';
import type { Plan } from '../../src/scaffold/plan/plan.ts';
import { planScaffold } from '../../src/scaffold/plan/plan-scaffold.ts';
import { renderTemplate } from '../../src/scaffold/plan/templates.ts';

export type Texts = Readonly<Record<string, string>>;

const FIXTURES = fileURLToPath(new URL('../fixtures/projects/', import.meta.url));

/** The texts of a fixture project, by path. */
export function fixture(name: string): Texts {
  const root = join(FIXTURES, name);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(root, path)).isFile(),
  );
  return Object.fromEntries(
    paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

/** The texts as a project in memory, outside git. */
export function projectOf(texts: Texts): Repository {
  return repositoryFromFiles('/project', memoryFiles(texts));
}

/** The plan for the texts with the defaults of the project, on a machine with Python 3.13. */
export function planFor(
  texts: Texts,
  answers: Partial<Answers> = {},
  entries: readonly Feature[] = FEATURES,
): Plan {
  const repository = projectOf(texts);
  return planScaffold(
    repository,
    { ...defaultAnswers(repository, ['3.13']), ...answers },
    renderTemplate,
    new Set(entries),
  );
}

/** The texts after the plan. */
export function apply(texts: Texts, plan: Plan): Texts {
  const after: Record<string, string> = { ...texts };
  for (const change of plan.changes) {
    if (change.kind === 'move') delete after[change.from];
    if (change.kind === 'delete') delete after[change.path];
    else after[change.path] = change.after;
  }
  return after;
}

/** One line a change: what happens to which path. */
export function changesOf(plan: Plan): string[] {
  return plan.changes.map((change) => `${change.kind} ${change.path}`).sort();
}
