import type { EditResult, TextEdit } from '../edits/text-edit.ts';
import type { ConsequenceId } from '../facts/failures/find.ts';
import type { Feature } from '../facts/features.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';

/**
 * error: the build, release or boot fails or no request is answered. warning: it deploys, but production is affected.
 * hint: neither.
 */
export type Severity = 'error' | 'warning' | 'hint';

/** The rules are grouped as the exercises are. */
export type RuleGroup =
  | 'repository'
  | 'settings'
  | 'static-files'
  | 'secrets'
  | 'database'
  | 'dependencies'
  | 'python-version'
  | 'processes'
  | 'release'
  | 'app-json'
  | 'add-ons'
  | 'logging-and-scale'
  | 'hardening'
  | 'graphql';

/** safe: keeps meaning and comments. unsafe: valid, may change behaviour. manual: shown only. */
export type FixSafety = 'safe' | 'unsafe' | 'manual';

export interface Fix {
  /** An imperative sentence without a full stop. */
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: readonly (TextEdit & { readonly file: string })[];
}

/**
 * The three sentences a person reads: what was found, why it matters on Heroku, and the exact next
 * step.
 */
export interface Message {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** One occurrence of the fault: facts only. `at` undefined means the project as a whole. */
export interface Violation<Facts> {
  readonly at: SourceRange | undefined;
  readonly facts: Facts;
  /**
   * Lowers or raises the rule's own severity for this sighting, when what was seen decides the
   * consequence.
   */
  readonly severity?: Severity;
  readonly fix?: Fix;
  /** Why a fix that one would expect was not offered. */
  readonly declined?: string;
}

/** A page that a person can open to read more about a rule. */
export interface RuleSource {
  /** Who wrote it and what it is called, such as `Heroku Dev Center, "The Procfile"`. */
  readonly title: string;
  /** The page, at its most specific anchor. */
  readonly url: `https://${string}`;
}

export interface Rule<Facts = unknown> {
  /** Kebab-case, names the fault, equals the file name. */
  readonly id: string;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /**
   * The gentlest fix that the rule can offer; left out when it offers none. A test holds it to the
   * cases.
   */
  readonly fixSafety?: FixSafety;
  /** Version of this package in which the rule appeared. */
  readonly since: string;
  /** Where the fault or its consequence is documented. */
  readonly source: RuleSource;
  /** Failure ids, H and R codes that this fault leads to, if any. */
  readonly leadsTo?: readonly ConsequenceId[];
  /** One sentence for the catalogue: what the rule finds. */
  readonly docs: string;
  /** Feature of the scaffold that mends it (`dynoready init --only ENTRY`), if one does. */
  readonly initFeature?: Feature;
  /** Facts of one typical sighting, from which `explain` and docs/rules.md make their words. */
  readonly example: Facts;
  check(repository: Repository): Iterable<Violation<Facts>>;
  message(facts: Facts): Message;
}

/** The rule as given; the type argument ties `advise` to the facts that `check` yields. */
export function defineRule<Facts>(rule: Rule<Facts>): Rule<Facts> {
  return rule;
}

/**
 * A sighting with its words: what reporters, JSON, exit codes and tests read. Line and column are
 * one-based; 1 and 1 for the whole project.
 */
export interface Finding {
  readonly rule: string;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** Undefined when the finding concerns the project as a whole. */
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
  readonly at: SourceRange | undefined;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly fix: Fix | undefined;
  /** Why a fix that one would expect was not offered. */
  readonly declined?: string;
  /** Entry of the scaffold that mends it (`dynoready init --only ENTRY`), if one does. */
  readonly initFeature?: Feature;
}

/**
 * The fix that an edit function came to, or why it declined; nothing when there is nothing to
 * change. Spread it into the sighting.
 */
export function fixFrom(
  title: string,
  safety: FixSafety,
  file: string | undefined,
  result: EditResult | undefined,
): { readonly fix?: Fix; readonly declined?: string } {
  if (result === undefined || file === undefined) return {};
  if (!result.ok) return { declined: result.because };
  return result.edits.length === 0
    ? {}
    : { fix: { title, safety, edits: result.edits.map((edit) => ({ ...edit, file })) } };
}

/** The fix that puts the right name in place of a wrong one. */
export function respell(at: SourceRange, name: string): Fix {
  return { title: `Write \`${name}\``, safety: 'safe', edits: [{ ...at, text: name }] };
}
