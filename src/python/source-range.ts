/**
 * A half-open range `[start, end)` in one file, in UTF-16 code units of its decoded text (a BOM
 * counts as one unit).
 */
export interface SourceRange {
  /** Path relative to the project root, with `/` on every system. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A value a user can change, with the place to change it. */
export interface Sourced<T> {
  readonly value: T;
  readonly at: SourceRange;
}

/**
 * One-based line and column (in UTF-16 units) of an offset; an offset past the end gives the last
 * position. LF, CRLF and CR end lines.
 */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const end = Math.min(offset, text.length);
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    const isCrOfCrLf = unit === 13 && text.charCodeAt(at + 1) === 10;
    if (unit === 10 || (unit === 13 && !isCrOfCrLf)) {
      line += 1;
      lineStart = at + 1;
    }
  }
  return { line, column: end - lineStart + 1 };
}
