import type { Repository } from '../project/repository.ts';
import { type Configuration, levelFor, readConfiguration } from './configuration.ts';
import { findIgnoreComments, type IgnoreComment } from './ignore-comments.ts';
import { IGNORE_RULES, ignoreUnused, ignoreWithoutReason, unusedIn } from './ignore-rules.ts';
import type { Finding, Rule, Violation } from './rule.ts';
import { compareFindings, toFinding } from './run.ts';
import type { Suppression } from './set-aside.ts';

/**
 * The findings that count, with the severity they have in this project, and those that were set
 * aside. Both in the order of findings.
 */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly suppressions: readonly Suppression[];
}

/** What a project says about its findings. */
export interface Decisions {
  readonly configuration: Configuration;
  readonly comments: readonly IgnoreComment[];
  /**
   * Ids of the rules that ran, and of all there are: a comment for a rule that was left out is not
   * idle.
   */
  readonly ran: readonly string[];
  readonly known: readonly string[];
}

/**
 * Weighs findings by the comments beside them and by pyproject.toml, the comment first, and adds
 * what is wrong with the comments themselves.
 */
export function applySuppressions(
  repository: Repository,
  found: readonly Finding[],
  decisions: Decisions,
): Judgement {
  const { comments, ran, known, configuration } = decisions;
  const used = new Map<IgnoreComment, Set<string>>(comments.map((comment) => [comment, new Set()]));
  const suppressions: Suppression[] = [];
  const left: Finding[] = [];
  for (const finding of found) {
    const comment = comments.find((one) => covers(one, finding));
    if (comment === undefined) left.push(finding);
    else {
      used.get(comment)?.add(finding.rule);
      suppressions.push({ finding, by: 'comment', because: comment.reason, at: comment.at });
    }
  }
  for (const [comment, rules] of used) {
    const sighting = <Facts>(facts: Facts): Violation<Facts> => ({ at: comment.at, facts });
    const add = (rule: Rule, facts: unknown): void => {
      if (ran.includes(rule.id)) left.push(toFinding(repository, rule, sighting(facts)));
    };
    for (const facts of unusedIn(comment, rules, ran, known)) add(ignoreUnused as Rule, facts);
    if (comment.reason === undefined && rules.size > 0)
      add(ignoreWithoutReason as Rule, { rules: [...rules] });
  }
  const findings = left.flatMap((finding) => {
    const chosen = levelFor(configuration, finding.rule, finding.file);
    if (chosen === undefined) return [finding];
    const { choice, paths } = chosen;
    if (choice.level !== 'off') return [{ ...finding, severity: choice.level }];
    suppressions.push({
      finding,
      by: 'configuration',
      because: choice.reason,
      at: choice.at,
      ...(paths === undefined ? {} : { paths }),
    });
    return [];
  });
  return {
    findings: findings.sort(compareFindings),
    suppressions: suppressions.sort((a, b) => compareFindings(a.finding, b.finding)),
  };
}

/**
 * Findings of the rules that `ran`, weighed by what the project itself says in comments and in
 * pyproject.toml; `all` are the rules that there are. Throws UsageError for a configuration that
 * cannot be read.
 */
export function judgeProject(
  repository: Repository,
  found: readonly Finding[],
  ran: readonly Rule[],
  all: readonly Rule[],
): Judgement {
  const known = knownIds(all);
  const configuration = readConfiguration(repository.files, known);
  const comments = findIgnoreComments(repository.files);
  return applySuppressions(repository, found, {
    configuration,
    comments,
    ran: ran.map(({ id }) => id),
    known,
  });
}

/** The ids that a configuration or a comment may name. */
export function knownIds(rules: readonly Rule[]): readonly string[] {
  return [...new Set([...rules, ...IGNORE_RULES].map(({ id }) => id))].sort();
}

function covers(comment: IgnoreComment, { at, rule }: Finding): boolean {
  return (
    at?.file === comment.at.file &&
    comment.rules.includes(rule) &&
    comment.line.start <= at.start &&
    at.start <= comment.line.end
  );
}
