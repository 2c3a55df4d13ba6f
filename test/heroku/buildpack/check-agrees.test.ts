import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readCases } from '../../../scripts/oracle/case.ts';
import { caseTree } from '../../../scripts/oracle/case-files.ts';
import { loadRules } from '../../../src/check/catalogue.ts';
import type { Rule } from '../../../src/check/rule.ts';
import { runRules } from '../../../src/check/run.ts';
import { buildExplanations } from '../../../src/facts/failures/find.ts';
import { planBuild } from '../../../src/heroku/buildpack/plan.ts';
import { repositoryFromFiles } from '../../../src/project/read.ts';
import { keepToAugustFacts } from '../../facts/use-august-facts.ts';

keepToAugustFacts({ complete: true });

/**
 * Failures, or single cases, that no rule of `check` leadsTo, and what a rule would have to see.
 * An entry that is no longer needed fails the test.
 */
const NO_RULE_YET: Readonly<Record<string, string>> = {};

const files = [
  resolve(import.meta.dirname, '../../fixtures/oracle/cases.json'),
  resolve(import.meta.dirname, 'cases.json'),
];
// `check` knows neither the last build nor config vars, and speaks of the classic buildpack on a
// stack that is built on.
const cases = files
  .flatMap((file) => readCases(file).cases)
  .filter(
    (one) =>
      one.buildpack === 'classic' &&
      one.mode === 'build' &&
      Object.keys(one.buildpackEnv).length === 0,
  );

/** Failures that reading the files decides. Those of the stack are no property of the project. */
const decided: ReadonlySet<string> = new Set(
  buildExplanations()
    .filter(
      ({ id, kind }) =>
        kind === 'failure' &&
        /^(detect$|checks::existing|package-manager|runtime-txt|python-version|pipfile-lock|install-dependencies)/.test(
          id,
        ),
    )
    .map(({ id }) => id),
);
const warnings: ReadonlySet<string> = new Set(
  buildExplanations()
    .filter(({ kind }) => kind !== 'failure')
    .map(({ id }) => id),
);

const MANAGE_PY = `import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")

from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
`;

let rules: readonly Rule[];
beforeAll(async () => {
  rules = await loadRules();
});

const missed = new Set<string>();

test.each(cases.map((one) => [one.id, one] as const))(
  '%s: check and build --plan say the same',
  (id, one) => {
    // `check` speaks of Django projects; to the build this file makes no difference but for the
    // very first question.
    const withManagePy = new Map(one.files).set('manage.py', {
      content: MANAGE_PY,
      executable: false,
    });
    const plain = caseTree(one.files);
    const hasManagePy = plain.paths.some((path) => /(^|\/)manage\.py$/.test(path));
    const tree = hasManagePy ? plain : caseTree(withManagePy);
    const plan = planBuild(tree, {
      stack: 'heroku-26',
      buildpack: 'classic',
      mode: 'build',
      configVars: {},
      cache: undefined,
    });
    const reason = plan.outcome === 'success' ? null : (plan.failureReason ?? plan.stage);
    const errors = runRules(repositoryFromFiles('/project', tree), rules).filter(
      ({ severity }) => severity === 'error',
    );
    const leadsTo = (rule: string): readonly string[] =>
      rules.find((other) => other.id === rule)?.leadsTo ?? [];

    const unforeseen =
      reason !== null &&
      decided.has(reason) &&
      !errors.some(({ rule }) => leadsTo(rule).includes(reason))
        ? [id in NO_RULE_YET ? id : reason]
        : [];
    const wrong =
      reason === null
        ? errors.map(({ rule }) => rule).filter((rule) => onlyOfTheBuild(leadsTo(rule)))
        : [];
    for (const gap of unforeseen) missed.add(gap);
    expect({ unforeseen, wrong }).toEqual({
      unforeseen: unforeseen.filter((gap) => gap in NO_RULE_YET),
      wrong: [],
    });
  },
);

test('every gap in the list is still one', () => {
  expect(Object.keys(NO_RULE_YET).filter((gap) => !missed.has(gap))).toEqual([]);
});

/**
 * True for a rule about the build alone; one that also leadsTo a crash at run time may be right
 * although the build succeeds.
 */
function onlyOfTheBuild(ids: readonly string[]): boolean {
  return (
    ids.some((id) => decided.has(id)) && ids.every((id) => decided.has(id) || warnings.has(id))
  );
}
