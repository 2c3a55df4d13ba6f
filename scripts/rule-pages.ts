import type { FixSafety, Rule, RuleGroup } from '../src/check/rule.ts';
import { SEVERITY_MEANS } from '../src/cli/report/explanation.ts';
import { stepMarkdown } from '../src/cli/report/step-markdown.ts';
import type { RuleExample } from './rule-example.ts';

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

/** Lines of a file that a page shows at most. */
const LONGEST_FILE = 40;

/** The page docs/rules.md: every rule in a table of its group, with a link to its own page. */
export function renderRulesPage(rules: readonly Rule[]): string {
  const sections = Object.entries(GROUPS).flatMap(([group, title]) => {
    const members = rules.filter((rule) => rule.group === group);
    if (members.length === 0) return [];
    const rows = members.map(
      (rule) => `| [${rule.id}](rules/${rule.id}.md) | ${rule.severity} | ${cell(rule.docs)} |`,
    );
    return [
      `## ${title}`,
      ['| Rule | Severity | What it finds |', '|---|---|---|', ...rows].join('\n'),
    ];
  });
  const fixable = rules.filter(({ fixSafety }) => fixSafety !== undefined);
  const safe = fixable.filter(({ fixSafety }) => fixSafety === 'safe');
  const head = `# Rules of \`dynoready check\`

Printed from the code by \`npm run rules\`; do not edit. ${rules.length} rules: ${fixable.length} offer a fix, ${safe.length} of them one that keeps the meaning.

A severity is a consequence. **error**: ${SEVERITY_MEANS.error}. **warning**: ${SEVERITY_MEANS.warning}.
**hint**: ${SEVERITY_MEANS.hint}. A rule may raise or lower its severity for a single finding. \`dynoready explain ID\` prints what a rule's page says.`;
  return `${[head, ...sections].join('\n\n')}\n`;
}

/** The page docs/rules/ID.md: what the rule finds and why, with a bad and a good example. */
export function renderRulePage(rule: Rule, example: RuleExample): string {
  const { why, next } = rule.message(rule.example);
  const facts = [`**${rule.severity}**: ${SEVERITY_MEANS[rule.severity]}.`];
  if (rule.leadsTo !== undefined)
    facts.push(`Leads to ${rule.leadsTo.map((id) => `\`${id}\``).join(', ')}.`);
  if (rule.fixSafety !== undefined)
    facts.push(`\`dynoready check ${FLAG[rule.fixSafety]}\` ${FIXES[rule.fixSafety]}.`);
  if (rule.initFeature !== undefined)
    facts.push(`\`dynoready init --only ${rule.initFeature}\` fixes it.`);
  const good = example.isFixed ? 'What the fix writes:' : 'Nothing is found in:';
  return `${[
    `# ${rule.id}`,
    'Printed from the code by `npm run rules`; do not edit. [All rules](../rules.md)',
    rule.docs,
    facts.join('\n'),
    '## Why',
    why,
    '## What to do',
    stepMarkdown(next),
    '## Bad',
    ...files(example.bad),
    `\`\`\`text\n${example.report.trimEnd()}\n\`\`\``,
    ...(example.good.size === 0 ? [] : ['## Good', good, ...files(example.good)]),
    '## Source',
    `[${rule.source.title}](${rule.source.url})`,
  ].join('\n\n')}\n`;
}

/** What the command does about a finding. */
const FIXES: Readonly<Record<FixSafety, string>> = {
  safe: 'fixes it and keeps the meaning',
  unsafe: 'fixes it, and may change what the app does',
  manual: 'shows a fix to apply by hand',
};

/** Each file under its path, cut where it is long. */
function files(texts: ReadonlyMap<string, string>): readonly string[] {
  return [...texts].flatMap(([path, text]) => {
    const lines = text.trimEnd().split('\n');
    const shown = lines.slice(0, LONGEST_FILE);
    if (shown.length < lines.length) shown.push('…');
    return [`\`${path}\``, `\`\`\`${languageOf(path)}\n${shown.join('\n')}\n\`\`\``];
  });
}

function languageOf(path: string): string {
  const ending = /\.(py|toml|json|ya?ml|html|sh)$/.exec(path)?.[1];
  return ending === 'py' ? 'python' : (ending ?? 'text');
}

/** A sentence as a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
