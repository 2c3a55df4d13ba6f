import type { TextEdit } from './text-edit.ts';

/** The byte order mark as text: one unit at the start that belongs to no line. */
export const BOM = '\ufeff';

/** The line end that most lines of the text have; LF for a text of one line. */
export function lineEndOf(text: string): '\n' | '\r\n' | '\r' {
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const lf = (text.match(/\n/g)?.length ?? 0) - crlf;
  const cr = (text.match(/\r/g)?.length ?? 0) - crlf;
  if (crlf >= lf && crlf >= cr && crlf > 0) return '\r\n';
  return cr > lf ? '\r' : '\n';
}

/** Offset of the first unit of the line that holds `at`; a BOM belongs to no line. */
export function startOfLine(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start -= 1;
  return start === 0 && text.startsWith(BOM) ? Math.min(1, at) : start;
}

/** Offset of the line end (or of the end of the text) at or after `at`. */
export function endOfLine(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end += 1;
  return end;
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

/** Offset just after the line end that follows `at`, or the length of the text. */
export function startOfNextLine(text: string, at: number): number {
  const end = endOfLine(text, at);
  return text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
}

/** The blanks at the start of the line that holds `at`. */
export function indentAt(text: string, at: number): string {
  return /^[ \t\f]*/.exec(text.slice(startOfLine(text, at)))![0];
}

/** True when only blanks stand between the start of the line and `at`. */
export function isFirstOnLine(text: string, at: number): boolean {
  return /^[ \t\f]*$/.test(text.slice(startOfLine(text, at), at));
}

/**
 * The edits that put lines behind the last one. A text without a final line end stays one; an empty
 * text gets one.
 */
export function appendLines(text: string, lines: readonly string[]): TextEdit[] {
  if (lines.length === 0) return [];
  const eol = lineEndOf(text);
  const body = lines.join(eol);
  const isEmpty = text === '' || text === BOM;
  const added = isEmpty || /[\r\n]$/.test(text) ? body + eol : eol + body;
  return [{ start: text.length, end: text.length, text: added }];
}

/**
 * The lines of a text with their ranges, without line ends; a BOM belongs to no line, and nothing
 * follows a final line end.
 */
export function linesOf(
  text: string,
): { readonly text: string; readonly start: number; readonly end: number }[] {
  const lines = [];
  let start = text.startsWith(BOM) ? 1 : 0;
  while (start < text.length) {
    const end = endOfLine(text, start);
    lines.push({ text: text.slice(start, end), start, end });
    start = startOfNextLine(text, end);
  }
  return lines;
}
