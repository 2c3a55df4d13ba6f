import { loadRules } from '../src/check/catalogue.ts';
import { renderRuleIds } from './rule-ids.ts';
import { renderRulesPage } from './rules-page.ts';

// `npm run rules` writes docs/rules.md, and with `ids` src/check/rule-ids.ts; tests hold them to the
// rules.
const rules = await loadRules();
process.stdout.write(
  process.argv[2] === 'ids' ? renderRuleIds(rules.map(({ id }) => id)) : renderRulesPage(rules),
);
