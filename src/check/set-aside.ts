import type { SourceRange } from '../python/source-range.ts';
import type { Finding } from './rule.ts';

/**
 * A finding that a person decided to live with: it fails nothing, and is counted with the reason.
 */
export interface Suppression {
  readonly finding: Finding;
  /** Where the decision stands: a comment beside the line, pyproject.toml, or the baseline file. */
  readonly by: 'comment' | 'configuration' | 'baseline';
  /** The person's reason; undefined when none was given. */
  readonly because: string | undefined;
  /** The comment, or the key of pyproject.toml; undefined for the baseline. */
  readonly at: SourceRange | undefined;
  /** The paths an override names, as written; undefined where the decision is not about paths. */
  readonly paths?: readonly string[];
}
