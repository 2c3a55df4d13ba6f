import { findIgnoreComments } from '../../src/check/ignore-comments.ts';
import { IGNORE_RULES } from '../../src/check/ignore-rules.ts';
import { type Judgement, judgeProject } from '../../src/check/judge.ts';
import type { Finding, Rule } from '../../src/check/rule.ts';
import { runRules } from '../../src/check/run.ts';
import type { Repository } from '../../src/project/repository.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { textProject, wordRule } from './stand-in.ts';

/** Rules of two words, and those about the comments. */
export const RULES: readonly Rule[] = [
  { ...wordRule('crimson'), id: 'word-red' },
  { ...wordRule('emerald'), id: 'word-green' },
  ...IGNORE_RULES,
];

/** What two word rules find in the texts, weighed by what the texts say about it. */
export function judged(
  texts: Record<string, string>,
  ran: readonly Rule[] = RULES,
): Judgement & { readonly repository: Repository } {
  const repository = textProject(texts);
  return { repository, ...judgeProject(repository, runRules(repository, ran), ran, RULES) };
}

/** A finding in short: rule, severity and place. */
export function brief({ rule, severity, file, line }: Finding): string {
  return `${severity} ${rule} ${file}:${line}`;
}

/** The comments of one file. */
export function commentsIn(
  file: string,
  text: string,
): { rules: readonly string[]; reason: string | undefined; line: string }[] {
  return findIgnoreComments(memoryFiles({ [file]: text })).map(({ rules, reason, line }) => ({
    rules,
    reason,
    line: text.slice(line.start, line.end),
  }));
}
