import { readFileSync } from 'node:fs';
import type { Finding, Rule } from '../../src/check/rule.ts';
import { runRules } from '../../src/check/run.ts';
import { FEATURES } from '../../src/facts/features.ts';
import type { Repository } from '../../src/project/repository.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import type { Answers } from '../../src/scaffold/answers/answers.ts';
import { defaultAnswers } from '../../src/scaffold/answers/questions.ts';
import { keepAnswers, readStoredAnswers } from '../../src/scaffold/answers/stored-answers.ts';
import type { Plan } from '../../src/scaffold/plan/plan.ts';
import { planScaffold } from '../../src/scaffold/plan/plan-scaffold.ts';
import { renderTemplate } from '../../src/scaffold/plan/templates.ts';
import { useProductionModule } from '../../src/scaffold/settings/use-production-module.ts';
import { reread } from '../rules/case-folder.ts';
import { apply, type Texts } from './fixture-project.ts';

interface CaseFile {
  readonly controls?: Readonly<Record<string, Record<string, unknown>>>;
  readonly cases: readonly {
    readonly id: string;
    readonly from?: string;
    readonly removed?: readonly string[];
    readonly files: Readonly<Record<string, unknown>>;
  }[];
}

/** The projects of a file in fixtures/cases by id, each as the texts of its files. */
export function caseProjects(name: string): Readonly<Record<string, Texts>> {
  const url = new URL(`../fixtures/cases/${name}.json`, import.meta.url);
  const { controls = {}, cases } = JSON.parse(readFileSync(url, 'utf8')) as CaseFile;
  return Object.fromEntries(
    cases.map(({ id, from = '', removed = [], files }) => {
      const all = Object.entries({ ...controls[from], ...files });
      const kept = all.filter(([path]) => !removed.includes(path));
      return [id, Object.fromEntries(kept.map(([path, content]) => [path, textOf(content)]))];
    }),
  );
}

function textOf(content: unknown): string {
  const { text, base64 } = Object(content) as { text?: string; base64?: string };
  if (typeof content === 'string') return content;
  return text ?? Buffer.from(base64 ?? '', 'base64').toString('utf8');
}

/** The texts as a project in memory whose files git tracks. */
export function trackedProject(texts: Texts): Repository {
  return reread(memoryFiles(texts));
}

/** What check finds. */
export function checked(texts: Texts, rules: readonly Rule[]): Finding[] {
  return runRules(trackedProject(texts), rules);
}

/** What `init --yes` plans, with the answers that an earlier run has stored. */
export function initPlan(texts: Texts, given: Partial<Answers> = {}): Plan {
  const repository = useProductionModule(trackedProject(texts), given.productionModule);
  const stored = readStoredAnswers(repository);
  const answers = { ...defaultAnswers(repository, ['3.13']), ...stored?.answers, ...given };
  const plan = planScaffold(repository, answers, renderTemplate, new Set(FEATURES));
  return keepAnswers(plan, repository, answers, stored, '0.1.0');
}

/** A project before and after `init --yes`, with the plan of a second run. */
export interface TwoRuns {
  readonly plan: Plan;
  readonly after: Texts;
  readonly second: Plan;
}

/** Runs init twice in memory. */
export function runTwice(texts: Texts): TwoRuns {
  const plan = initPlan(texts);
  const after = apply(texts, plan);
  return { plan, after, second: initPlan(after) };
}
