import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import { readTexts } from '../rules/case-folder.ts';
import { caseProjects, checked, runTwice } from './case-projects.ts';
import { changesOf, fixture, type Texts } from './fixture-project.ts';

const rules = await loadRules();
const SOUND = fileURLToPath(new URL('../check/sound/', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../fixtures/projects/', import.meta.url));

const PROJECTS: Readonly<Record<string, Texts>> = {
  ...Object.fromEntries(readdirSync(FIXTURES).map((name) => [name, fixture(name)])),
  ...Object.fromEntries(
    readdirSync(SOUND).map((name) => [name, readTexts(`${SOUND}${name}`).texts]),
  ),
  ...caseProjects('foreign-projects'),
  ...caseProjects('bug-reports'),
};

/** What only compiling or locking again mends; `init` names the command. */
const OF_A_STALE_LOCK = new Set([
  'driver-undeclared',
  'gunicorn-undeclared',
  'import-undeclared',
  'lock-stale',
  'whitenoise-undeclared',
]);

describe.each(Object.entries(PROJECTS))('%s', (_id, texts) => {
  const { plan, after, second } = runTwice(texts);

  test('a second run has nothing to do', () => {
    expect(changesOf(second)).toEqual([]);
  });

  test('init brings in no error that check finds', () => {
    const errors = (one: Texts): string[] =>
      checked(one, rules)
        .filter(({ severity }) => severity === 'error')
        .map(({ rule }) => rule);
    const left = errors(after);
    const before = new Set(left.length === 0 ? [] : errors(texts));
    const namesLock = plan.next.some((step) => /\((regenerates|updates) /.test(step));
    const broughtIn = left.filter(
      (rule) => !before.has(rule) && !(namesLock && OF_A_STALE_LOCK.has(rule)),
    );
    expect(broughtIn).toEqual([]);
  });
});
