import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import type { Rule } from '../../src/check/rule.ts';
import { RULE_IDS, type RuleId } from '../../src/check/rule-ids.ts';
import { runRules } from '../../src/check/run.ts';
import { renderRuleIds } from '../../scripts/rule-ids.ts';
import { readRuleExample } from '../../scripts/rule-example.ts';
import { renderRulePage, renderRulesPage } from '../../scripts/rule-pages.ts';
import { FEATURES } from '../../src/facts/features.ts';
import { findCases, projectOf, readTexts } from './case-folder.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const rules = await loadRules();
const page = readFileSync(resolve(folder, '../../docs/rules.md'), 'utf8');

test('every file of src/rules is a rule, and the catalogue has each once', () => {
  const files = readdirSync(resolve(folder, '../../src/rules')).map((name) => name.replace(/\.ts$/, ''));
  expect(rules.map(({ id }) => id)).toEqual(files.sort());
});

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
  const cases = findCases(folder).filter((one) => one.rule === id);

  test('has a bad case with its whole text, and a good one', () => {
    const bad = cases.filter(({ name }) => name.startsWith('bad'));
    expect(bad.length, 'bad cases').toBeGreaterThan(0);
    expect(bad.filter(({ path }) => !existsSync(`${path}.txt`))).toEqual([]);
    expect(cases.filter(({ name }) => name.startsWith('good')).length, 'good cases').toBeGreaterThan(0);
  });

  test('offers in its bad cases the fix that it declares, and none that it does not', () => {
    const bad = cases.filter(({ name }) => name.startsWith('bad'));
    const offered = bad.flatMap(({ path }) => {
      const { texts, links, git } = readTexts(path);
      return runRules(projectOf(texts, links, git), [rule]).flatMap(({ fix }) => fix?.safety ?? []);
    });
    const gentlest = (['safe', 'unsafe', 'manual'] as const).find((one) => offered.includes(one));
    expect(rule.fixSafety).toBe(gentlest);
  });

  test('its page is what `npm run rules` prints', () => {
    const printed = resolve(folder, `../../docs/rules/${id}.md`);
    expect(existsSync(printed) && readFileSync(printed, 'utf8')).toBe(
      renderRulePage(rule, readRuleExample(join(folder, id))),
    );
  });

  test('speaks in whole sentences, and its words say more than the id', () => {
    const { what, why, next } = rule.message(rule.example);
    for (const text of [rule.docs, what, why]) expect(text, text).toMatch(/^\S.*[.:)]$/s);
    expect(`${what}${why}${next}`).not.toMatch(/undefined|\[object|NaN/);
    expect(next.length).toBeGreaterThan(10);
  });
});

test('no folder of cases and no written text stands alone', () => {
  const ids = new Set(rules.map(({ id }) => id));
  const stray = findCases(folder).filter(({ rule, name }) => !ids.has(rule) || !/^(bad|good)/.test(name));
  expect(stray).toEqual([]);
  const lone = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /^[^/]+\/(bad|good)[^/]*\.(txt|fixed)$/.test(name) && !existsSync(join(folder, name.replace(/\.(txt|fixed)$/, ''))),
  );
  expect(lone).toEqual([]);
});

test('two in five rules offer a fix; what a build cannot install and what git leaves out need a decision', () => {
  expect(rules.filter(({ fixSafety }) => fixSafety !== undefined).length).toBeGreaterThan(rules.length * 0.4);
});

test('docs/rules.md is what `npm run rules` prints, and no page stands for a rule that is gone', () => {
  expect(page).toBe(renderRulesPage(rules));
  const pages = readdirSync(resolve(folder, '../../docs/rules')).map((name) => name.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual([...RULE_IDS].sort());
});

test('src/check/rule-ids.ts is what `npm run rules` prints', () => {
  const text = readFileSync(resolve(folder, '../../src/check/rule-ids.ts'), 'utf8');
  expect(text).toBe(renderRuleIds(rules.map(({ id }) => id)));
});

test('a rule that does not exist, leads to nothing or is fixed by no feature does not compile', () => {
  // @ts-expect-error -- no such rule
  const unknown: RuleId = 'no-such-rule';
  const claims = (given: Partial<Rule>) => given;
  // @ts-expect-error -- no such failure
  const failure = claims({ leadsTo: ['checks::no-such-check'] });
  // @ts-expect-error -- no such feature
  const feature = claims({ initFeature: 'no-such-feature' });
  // @ts-expect-error -- a page has an address, and it is https
  const source = claims({ source: { title: 'A page', url: 'http://example.com/page' } });
  expect(RULE_IDS).not.toContain(unknown);
  expect(FEATURES).not.toContain(feature.initFeature);
  expect([failure.leadsTo, source.source?.title]).toEqual([['checks::no-such-check'], 'A page']);
});
