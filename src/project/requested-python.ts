import type { SourceRange } from '../python/source-range.ts';

/** A Python version as somebody asked for it. */
export interface RequestedPython {
  /** As X.Y. */
  readonly line: string;
  /** The third number, when one was written. */
  readonly patch: number | undefined;
  readonly text: string;
  readonly at: SourceRange;
}

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?$/;

/**
 * `3.13` or `3.13.2` as its parts; undefined for anything else, as the build sees it: no leading
 * zeros, no prefix, no wildcard.
 */
export function parseVersion(
  text: string,
): { line: string; patch: number | undefined } | undefined {
  const match = VERSION.exec(text);
  if (match === null) return undefined;
  return {
    line: `${match[1]}.${match[2]}`,
    patch: match[3] === undefined ? undefined : Number(match[3]),
  };
}
