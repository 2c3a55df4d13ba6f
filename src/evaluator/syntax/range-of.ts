import type { SourceRange } from '../../python/source-range.ts';
import type { Scope } from '../values/python-value.ts';

/** The place of a node in the file that the scope's code stands in. */
export function rangeOf(
  node: { readonly start: number; readonly end: number },
  scope: Scope,
): SourceRange {
  return { file: scope.file, start: node.start, end: node.end };
}
