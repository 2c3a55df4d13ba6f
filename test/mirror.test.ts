import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Tests of no single source file: walkers over case folders, and tests of several rooms at once. */
const WITHOUT_SOURCE: Readonly<Record<string, string>> = {
  'layers.test.ts': 'reads the imports of all source files',
  'size.test.ts': 'measures all source files',
  'mirror.test.ts': 'compares the two trees',
  'slow-needs.test.ts': 'says what the slow tests need',
  'action.slow.test.ts': 'runs the step of action.yml',
  'pack.slow.test.ts': 'installs the packed package',
  'wheel.slow.test.ts': 'installs the wheel',
  'check/bug-reports.test.ts': 'runs all rules on the projects of public bug reports',
  'check/sound-projects.test.ts': 'runs all rules on the projects in check/sound',
  'docs.test.ts': 'runs the commands whose output the pages show',
  'edits/cases.test.ts': 'walks the case folders of all edits',
  'edits/tree.slow.test.ts': 'walks the case folders of all edits with CPython',
  'edits/layouts.slow.test.ts': 'applies every kind of edit to random layouts',
  'evaluator/cpython.slow.test.ts': 'walks evaluator/cases with CPython',
  'evaluator/hostile.slow.test.ts': 'measures whole runs of check on hostile settings',
  'evaluator/layers.test.ts': 'reads the imports of the evaluator',
  'evaluator/readme.test.ts': 'evaluates the examples of its README',
  'evaluator/work.test.ts': 'evaluates hostile settings within the limit of work',
  'heroku/oracle.test.ts': 'judges the files of every oracle case',
  'heroku/oracle.slow.test.ts': 'builds oracle cases',
  'heroku/buildpack/check-agrees.test.ts': 'compares the rules with the buildpack',
  'heroku/buildpack/newer-than-facts.test.ts': 'plans builds of what no table knows yet',
  'heroku/buildpack/provoked.test.ts': 'looks for a case of every failure id in other tests',
  'heroku/buildpack/limits.slow.test.ts': 'drives whole builds into their limits',
  'heroku/buildpack/safety.slow.test.ts': 'looks for what whole builds leak or leave behind',
  'machine/containment.slow.test.ts': 'looks for processes that a program leaves behind',
  'python/mutants.test.ts': 'gives broken files to the parser, the rules and the fixes',
  'python/mutants.slow.test.ts': 'gives many more broken files to them',
  'rules/cases.test.ts': 'walks the case folders of all rules',
  'rules/parity.test.ts': 'compares the rules with their cases and pages',
  'rules/python.slow.test.ts': 'walks the case folders of all rules with CPython',
  'scaffold/entries.test.ts': 'plans several features on one project',
  'scaffold/foreign-projects.test.ts': 'checks and plans the projects of fixtures/cases',
  'scaffold/layouts.test.ts': 'plans whole projects in many layouts',
  'scaffold/second-run.test.ts': 'plans twice every project of fixtures and cases',
  'scaffold/starting-points.test.ts': 'plans whole projects of many kinds',
  'workshop/mistakes.test.ts': 'walks workshop/mistakes',
  'workshop/mistakes.slow.test.ts': 'rehearses workshop/mistakes',
  'workshop/other-ways.test.ts': 'walks workshop/other-ways',
};

const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.startsWith('fixtures/'))
  .sort();

/** Says whether the test lies at the path of a source file; `src/` is left out in `test`. */
function hasSource(name: string): boolean {
  const source = name.replace(/(\.slow)?\.test\.ts$/, '.ts');
  return [join('src', source), source].some((path) => existsSync(join(root, path)));
}

test('every test has the path of the source file that it tests', () => {
  expect(tests.length).toBeGreaterThan(100);
  expect(tests.filter((name) => !hasSource(name) && !(name in WITHOUT_SOURCE))).toEqual([]);
});

test('the list of tests without a source file names no other test', () => {
  expect(
    Object.keys(WITHOUT_SOURCE).filter((name) => !tests.includes(name) || hasSource(name)),
  ).toEqual([]);
});
