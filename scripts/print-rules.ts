import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadRules } from '../src/check/catalogue.ts';
import { readRuleExample } from './rule-example.ts';
import { renderRuleIds } from './rule-ids.ts';
import { renderRulePage, renderRulesPage } from './rule-pages.ts';

// `npm run rules` writes docs/rules.md, a page for each rule and src/check/rule-ids.ts; tests hold
// them to the rules. A rule without its cases gets its page once it has them.
const rules = await loadRules();
writeFileSync('src/check/rule-ids.ts', renderRuleIds(rules.map(({ id }) => id)));
writeFileSync('docs/rules.md', renderRulesPage(rules));
mkdirSync('docs/rules', { recursive: true });
const pages = new Map(
  rules.map((rule) => [
    `${rule.id}.md`,
    renderRulePage(rule, readRuleExample(`test/rules/${rule.id}`)),
  ]),
);
for (const name of readdirSync('docs/rules')) if (!pages.has(name)) rmSync(`docs/rules/${name}`);
for (const [name, text] of pages) writeFileSync(`docs/rules/${name}`, text);
