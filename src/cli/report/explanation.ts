import type { Rule } from '../../check/rule.ts';
import { RULE_IDS } from '../../check/rule-ids.ts';
import type { BuildExplanation } from '../../facts/failures/find.ts';
import { PLATFORM_CODES_SOURCE, type PlatformCode } from '../../facts/platform-codes.ts';
import { rulePage } from '../../facts/project-address.ts';

/** What a severity means, as the end of a sentence. */
export const SEVERITY_MEANS = {
  error: 'the build, the release or the boot fails, or no request is answered',
  warning: 'it deploys, but production is affected',
  hint: 'it works, and could be better',
} as const;

/**
 * A rule as text: what, why, what to do (by an example), what it leads to, what fixes it, and where
 * that is documented.
 */
export function renderRule(rule: Rule): string {
  const { what, why, next } = rule.message(rule.example);
  const lines = [
    `${rule.id}  (${rule.severity}: ${SEVERITY_MEANS[rule.severity]})`,
    '',
    rule.docs,
    '',
    'For instance',
    indented(what),
  ];
  lines.push('', 'Why', indented(why), '', 'What to do', indented(next));
  const fixes: string[] = [];
  if (rule.fixSafety === 'safe' || rule.fixSafety === 'unsafe')
    fixes.push(`  dynoready check ${rule.fixSafety === 'safe' ? '--fix' : '--fix-unsafe'}`);
  if (rule.initFeature !== undefined) fixes.push(`  dynoready init --only ${rule.initFeature}`);
  if (fixes.length > 0) lines.push('', 'Fixed by', ...fixes);
  if (rule.leadsTo !== undefined)
    lines.push('', 'Leads to', ...rule.leadsTo.map((id) => `  ${id}`));
  return [
    ...lines,
    '',
    `Source: ${rule.source.title}`,
    `  ${rule.source.url}`,
    ...(RULE_IDS.some((id) => id === rule.id) ? [`Page with examples: ${rulePage(rule.id)}`] : []),
    '',
  ].join('\n');
}

/** A failure, warning or notice of a build as text, with the rules of `check` that predict it. */
export function renderFailure(failure: BuildExplanation, rules: readonly string[]): string {
  const { id, kind, title, trigger, consequence, remedy, source, aliases = [] } = failure;
  const lines = [
    `${id}  (${kind} of the build)`,
    '',
    `${title}.`,
    '',
    'What happened',
    indented(trigger),
    '',
    'Consequence',
    indented(consequence),
  ];
  lines.push('', 'What to do', ...remedy.map((line) => `  ${line}`));
  if (aliases.length > 0) lines.push('', 'Also called', ...aliases.map((alias) => `  ${alias}`));
  return [...lines, ...caughtEarlierBy(rules), '', `Source: ${source}`, ''].join('\n');
}

/**
 * A code of the router, the dyno manager or the log system as text, with the rules of `check` that
 * predict it.
 */
export function renderCode(name: string, code: PlatformCode, rules: readonly string[]): string {
  const status = code.status === undefined ? '' : ` (status ${code.status})`;
  const lines = [
    `${name}  ${code.title}${status}`,
    '',
    'What happened',
    indented(code.what),
    '',
    'What to do',
    indented(code.next),
  ];
  return [...lines, ...caughtEarlierBy(rules), '', `Source: ${PLATFORM_CODES_SOURCE}`, ''].join(
    '\n',
  );
}

/** Everything that can be explained, one line each. */
export function renderCatalogue(
  rules: readonly Rule[],
  failures: readonly BuildExplanation[],
  codes: Readonly<Record<string, PlatformCode>>,
): string {
  const table = (rows: readonly (readonly [string, string])[]): string[] => {
    const width = Math.max(...rows.map(([id]) => id.length));
    return rows.map(([id, text]) => `  ${id.padEnd(width)}  ${text}`);
  };
  return [
    'Rules of dynoready check',
    ...table(rules.map(({ id, docs }) => [id, docs])),
    '',
    'Failures, warnings and notices of a build',
    ...table(failures.map(({ id, title }) => [id, title])),
    '',
    'Codes in the log',
    ...table(Object.entries(codes).map(([id, { title }]) => [id, title])),
    '',
  ].join('\n');
}

function caughtEarlierBy(rules: readonly string[]): string[] {
  return rules.length === 0 ? [] : ['', 'Caught earlier by', ...rules.map((id) => `  ${id}`)];
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}
