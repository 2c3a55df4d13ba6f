import type { IgnoreComment } from './ignore-comments.ts';
import { nearestIds } from './nearest-ids.ts';
import { defineRule, type Rule } from './rule.ts';

/** Why an ignore comment, or one rule of it, sets nothing aside. */
export type UnusedIgnore =
  | { readonly kind: 'no-rule' }
  | { readonly kind: 'unknown-rule'; readonly rule: string; readonly near: readonly string[] }
  | { readonly kind: 'nothing-found'; readonly rule: string };

/** Where the comments are explained; npm shows the README of the package. */
const README = {
  title: 'generator-dynoready, README',
  url: 'https://www.npmjs.com/package/generator-dynoready',
} as const;

/**
 * A comment that sets findings aside must say why. Found while judging, so `check` itself yields
 * nothing.
 */
export const ignoreWithoutReason = defineRule<{ rules: readonly string[] }>({
  id: 'ignore-without-reason',
  group: 'repository',
  severity: 'hint',
  since: '0.1.0',
  source: README,
  docs: 'A comment sets findings aside and does not say why.',
  example: { rules: ['debug-on'] },
  check: () => [],
  message: ({ rules }) => ({
    what: `This comment sets ${rules.join(', ')} aside and gives no reason.`,
    why: 'Who reads the line in a year cannot tell whether the reason still holds, so the comment stays for ever.',
    next: `Write the reason behind it:\n  # dynoready: ignore[${rules.join(', ')}] because …`,
  }),
});

/**
 * A comment that sets nothing aside hides the next fault of that rule. Found while judging, so
 * `check` itself yields nothing.
 */
export const ignoreUnused = defineRule<UnusedIgnore>({
  id: 'ignore-unused',
  group: 'repository',
  severity: 'hint',
  since: '0.1.0',
  source: README,
  docs: 'A comment is meant to set a finding aside, but there is none on its line.',
  example: { kind: 'nothing-found', rule: 'debug-on' },
  check: () => [],
  message: (facts) => ({
    what: whatIsUnused(facts),
    why: 'A comment that sets nothing aside says something about the line that is not so, and would hide a fault that comes later.',
    next: nextForUnused(facts),
  }),
});

/**
 * The rules about the comments themselves; the catalogue does not hold them, as they look at
 * findings and not at the project.
 */
export const IGNORE_RULES: readonly Rule[] = [ignoreUnused as Rule, ignoreWithoutReason as Rule];

/**
 * What is wrong with a comment of which the rules in `used` set something aside; `ran` are the
 * rules that looked, `known` all there are.
 */
export function unusedIn(
  comment: IgnoreComment,
  used: ReadonlySet<string>,
  ran: readonly string[],
  known: readonly string[],
): UnusedIgnore[] {
  if (comment.rules.length === 0) return [{ kind: 'no-rule' }];
  return comment.rules.flatMap((rule): UnusedIgnore[] => {
    if (!known.includes(rule))
      return [{ kind: 'unknown-rule', rule, near: nearestIds(rule, known) }];
    return used.has(rule) || !ran.includes(rule) ? [] : [{ kind: 'nothing-found', rule }];
  });
}

function whatIsUnused(facts: UnusedIgnore): string {
  if (facts.kind === 'no-rule') return 'This comment names no rule, so it sets nothing aside.';
  if (facts.kind === 'unknown-rule')
    return `There is no rule \`${facts.rule}\`, so this comment sets nothing aside.`;
  return `\`${facts.rule}\` finds nothing on this line.`;
}

function nextForUnused(facts: UnusedIgnore): string {
  if (facts.kind === 'no-rule')
    return 'Name the rule in brackets:\n  # dynoready: ignore[debug-on] because …';
  if (facts.kind === 'nothing-found' || facts.near.length === 0)
    return 'Remove the comment, or the rule from its brackets.';
  return `Write the id of a rule that there is; nearest: ${facts.near.join(', ')}.`;
}
