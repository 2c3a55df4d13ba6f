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
  const starts = lineStartsOf(text);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= end) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: end - starts[low]! + 1 };
}

/** The line of that number (the first is 1), without its line end; empty when there is none. */
export function lineText(text: string, line: number): string {
  const starts = lineStartsOf(text);
  const start = starts[line - 1];
  if (start === undefined) return '';
  let end = starts[line] ?? text.length;
  while (end > start && /[\r\n]/.test(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

/** Those of the text asked for last: a report asks for many places of one file in a row. */
let known: { readonly text: string; readonly starts: readonly number[] } = {
  text: '',
  starts: [0],
};

function lineStartsOf(text: string): readonly number[] {
  if (known.text === text) return known.starts;
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  known = { text, starts };
  return starts;
}
