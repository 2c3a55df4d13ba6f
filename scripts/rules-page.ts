import type { FixSafety, Rule, RuleGroup } from '../src/check/rule.ts';

/** The groups in the order of the workshop, with their headings. */
const GROUPS: Readonly<Record<RuleGroup, string>> = {
  repository: 'Repository',
  settings: 'Settings',
  secrets: 'Secrets',
  'static-files': 'Static files',
  database: 'Database',
  dependencies: 'Dependencies',
  'python-version': 'Python version',
  processes: 'Processes',
  release: 'Release',
  'app-json': 'app.json',
  'add-ons': 'Add-ons',
  'logging-and-scale': 'Logging and scale',
  hardening: 'Hardening',
  graphql: 'GraphQL',
};

/** How a fix is asked for; one that is only shown goes with the others. */
const FLAG: Readonly<Record<FixSafety, string>> = {
  safe: '--fix',
  unsafe: '--fix-unsafe',
  manual: '--diff',
};

/**
 * The page docs/rules.md: every rule under its group, with what it finds, an example, the
 * consequence and the next step.
 */
export function renderRulesPage(rules: readonly Rule[]): string {
  const sections = Object.entries(GROUPS).flatMap(([group, title]) => {
    const members = rules.filter((rule) => rule.group === group);
    return members.length === 0 ? [] : [`## ${title}`, ...members.map(renderRule)];
  });
  const fixable = rules.filter(({ fixSafety }) => fixSafety !== undefined);
  const safe = fixable.filter(({ fixSafety }) => fixSafety === 'safe');
  const head = `# Rules of \`dynoready check\`

Printed from the code by \`npm run rules\`; do not edit. ${rules.length} rules; ${fixable.length} of them offer a fix, ${safe.length} one that keeps the meaning.

A severity is a consequence. **error**: the build, the release or the boot fails, or no request is answered. **warning**: it deploys and harms.
**hint**: neither. A rule may lower or raise it for what it saw. \`dynoready explain ID\` prints the same.`;
  return `${[head, ...sections].join('\n\n')}\n`;
}

function renderRule(rule: Rule): string {
  const { what, why, next } = rule.message(rule.example);
  const facts = [`**${rule.severity}**`];
  if (rule.leadsTo !== undefined)
    facts.push(`leads to ${rule.leadsTo.map((id) => `\`${id}\``).join(', ')}`);
  if (rule.fixSafety !== undefined)
    facts.push(`mended by \`dynoready check ${FLAG[rule.fixSafety]}\``);
  if (rule.initFeature !== undefined)
    facts.push(`mended by \`dynoready init --only ${rule.initFeature}\``);
  return [
    `### ${rule.id}`,
    `${rule.docs} ${facts.join('; ')}.`,
    `- What, for instance: ${what}\n- Why: ${why}\n- Next: ${step(next)}`,
    `Source: [${rule.source.title}](${rule.source.url}).`,
  ].join('\n\n');
}

/**
 * Sentences stay text, the commands and contents below them become a block of code within the item.
 */
function step(next: string): string {
  const lines = next.split('\n');
  const first = lines.findIndex((line) => line.startsWith('  '));
  if (first < 0) return next;
  const code = lines.slice(first).map((line) => (line.startsWith('  ') ? line : `  ${line}`));
  return [...lines.slice(0, first), '  ```text', ...code, '  ```'].join('\n');
}
