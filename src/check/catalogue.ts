import { readdirSync } from 'node:fs';
import type { Rule } from './rule.ts';

/**
 * The folder of the rules, read when running from source; the build reads it once and writes the
 * list in here (rolldown.config.ts).
 */
const RULES_FOLDER = new URL('../rules/', import.meta.url);

/**
 * Every rule of the package, sorted by id. A rule is found by its file alone, so adding one edits
 * no list. Throws when a file of the folder exports no rule, or one whose id is not the file's
 * name: both are bugs of ours.
 */
export async function loadRules(): Promise<readonly Rule[]> {
  const names = readdirSync(RULES_FOLDER).filter((name) => /^[a-z0-9-]+\.ts$/.test(name));
  const rules = await Promise.all(names.sort().map(loadRule));
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function loadRule(name: string): Promise<Rule> {
  const module = (await import(/* @vite-ignore */ new URL(name, RULES_FOLDER).href)) as {
    default?: Rule;
  };
  const id = name.replace(/\.ts$/, '');
  if (module.default?.id !== id) {
    throw new Error(
      `src/rules/${id} must export by default the rule '${id}'; it exports ${module.default?.id ?? 'none'}.`,
    );
  }
  return module.default;
}
