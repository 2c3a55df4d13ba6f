import { loadRules } from '../check/catalogue.ts';
import { renderRulesPage } from './report/rules-page.ts';

// `npm run rules` writes this into docs/rules.md; a test holds the two together.
process.stdout.write(renderRulesPage(await loadRules()));
