import { loadRules } from '../src/check/catalogue.ts';
import { renderRulesPage } from './rules-page.ts';

// `npm run rules` writes this into docs/rules.md; a test holds the two together.
process.stdout.write(renderRulesPage(await loadRules()));
