import type { Repository } from '../project/repository.ts';
import { lineAndColumn, type SourceRange } from '../python/source-range.ts';
import { isJudged } from './image-rules.ts';
import type { Finding, Rule, Severity, Violation } from './rule.ts';

/** Severities from the gravest to the mildest. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint'];

export interface RunOptions {
  /** Ids of the rules to run; all when left out. */
  readonly only?: readonly string[];
  /** Ids of the rules to leave out. */
  readonly skip?: readonly string[];
}

/**
 * Every finding of the rules that judge the project, by severity, then file (the project as a whole first),
 * place and rule. A rule that throws is a bug of ours: the error escapes.
 */
export function runRules(
  repository: Repository,
  rules: readonly Rule[],
  options: RunOptions = {},
): Finding[] {
  const { only, skip = [] } = options;
  return rules
    .filter(({ id }) => (only === undefined || only.includes(id)) && !skip.includes(id))
    .filter((rule) => isJudged(repository, rule))
    .flatMap((rule) =>
      Array.from(rule.check(repository), (sighting) => toFinding(repository, rule, sighting)),
    )
    .sort(compareFindings);
}

/** True when a finding of this severity is at least as grave as the threshold. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** A sighting of the rule with its words, its place as line and column. */
export function toFinding(
  repository: Repository,
  rule: Rule,
  sighting: Violation<unknown>,
): Finding {
  const { at, fix, declined } = sighting;
  return {
    rule: rule.id,
    group: rule.group,
    severity: sighting.severity ?? rule.severity,
    file: at?.file,
    ...positionOf(repository, at),
    at,
    ...rule.message(sighting.facts),
    fix,
    ...(declined === undefined ? {} : { declined }),
    ...(rule.initFeature === undefined ? {} : { initFeature: rule.initFeature }),
  };
}

function positionOf(
  repository: Repository,
  at: SourceRange | undefined,
): { line: number; column: number } {
  const text = at && repository.files.text(at.file);
  return text === undefined ? { line: 1, column: 1 } : lineAndColumn(text, at!.start);
}

/** The order of findings: severity, then file (the project as a whole first), place and rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareText(a.file ?? '', b.file ?? '') ||
    (a.at?.start ?? 0) - (b.at?.start ?? 0) ||
    compareText(a.rule, b.rule)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
