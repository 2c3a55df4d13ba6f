import ignore from 'ignore';
import { appendLines, BOM, lineEndOf, linesOf } from './line-ends.ts';
import type { EditResult, TextEdit } from './text-edit.ts';

export interface IgnoreRule {
  /** One line of a `.gitignore`, such as `staticfiles/` or `*.pyc`. */
  readonly pattern: string;
  /** Printed as a comment above the rule; rules in a row with the same reason share it. */
  readonly because?: string;
}

const MARK = '# Added by dynoready';

/**
 * The edits that make every rule hold, gathered in one marked block at the end. A rule is left out
 * when its pattern stands in the file with or without a slash at either end, when other patterns
 * cover it already (`.env*` covers `.env`), or when a `!` line takes it back on purpose. `text`
 * undefined means that there is no file yet.
 */
export function addIgnoreRules(text: string | undefined, rules: readonly IgnoreRule[]): EditResult {
  const current = text ?? '';
  const lines = linesOf(current).map((line) => line.text);
  const missing: IgnoreRule[] = [];
  for (const rule of rules) {
    const known = [...lines, ...missing.map(({ pattern }) => pattern)];
    if (!isCovered(known, rule.pattern)) missing.push(rule);
  }
  return { ok: true, edits: missing.length === 0 ? [] : blockEdits(current, missing) };
}

function blockEdits(text: string, rules: readonly IgnoreRule[]): TextEdit[] {
  const existing = endOfBlock(text);
  const body = ruleLines(rules);
  if (existing !== undefined) {
    const eol = lineEndOf(text);
    return [{ start: existing, end: existing, text: body.map((line) => eol + line).join('') }];
  }
  const lines = linesOf(text);
  const needsGap = lines.length > 0 && lines.at(-1)!.text.trim() !== '';
  return appendLines(text, [...(needsGap ? [''] : []), MARK, ...body]);
}

/** The end of the last line of the marked block: it ends at the first blank line. */
function endOfBlock(text: string): number | undefined {
  const lines = linesOf(text);
  let at = lines.findIndex((line) => line.text.trimEnd() === MARK);
  if (at === -1) return undefined;
  while (lines[at + 1] !== undefined && lines[at + 1]!.text.trim() !== '') at += 1;
  return lines[at]!.end;
}

function ruleLines(rules: readonly IgnoreRule[]): string[] {
  return rules.flatMap(({ pattern, because }, index) =>
    because === undefined || because === rules[index - 1]?.because
      ? [pattern]
      : [`# ${because}`, pattern],
  );
}

function isCovered(lines: readonly string[], pattern: string): boolean {
  const name = bare(pattern);
  const same = lines
    .map((line) => line.trim())
    .filter((line) => bare(line) === name || bare(line.replace(/^!/, '')) === name);
  // A folder rule (`.env/`) does not match a file, so it only covers another folder rule; a
  // negation is the owner's decision.
  if (
    same.some(
      (line) =>
        line === pattern || line.startsWith('!') || pattern.endsWith('/') || !line.endsWith('/'),
    )
  )
    return true;
  const wanted = pattern.replace(/^!/, '');
  if (/[[\]\\?]/.test(wanted)) return false;
  const ignored = ignore().add(lines.join('\n').replace(BOM, ''));
  const matched = samplePaths(wanted).map((path) => ignored.ignores(path));
  return pattern.startsWith('!') ? matched.every((one) => !one) : matched.every(Boolean);
}

/**
 * Without the slash at either end; an anchored rule for a plain name counts as the same rule, one
 * with a wildcard does not.
 */
function bare(pattern: string): string {
  const trimmed = pattern.trim().replace(/\/$/, '');
  return trimmed.includes('*') ? trimmed : trimmed.replace(/^\//, '');
}

/**
 * Paths that the pattern matches, in the root and, with a wildcard in a pattern without a folder,
 * further down.
 */
function samplePaths(pattern: string): string[] {
  const name = pattern
    .replace(/^\//, '')
    .replace(/\*\*\//g, 'folder/')
    .replace(/\*/g, 'sample');
  const isDeep = pattern.includes('*') && !pattern.replace(/\/$/, '').includes('/');
  return isDeep ? [name, `folder/${name}`] : [name];
}
