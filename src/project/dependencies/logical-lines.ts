/**
 * One line of a requirements file after continuation lines are joined: without comment and outer
 * blanks, `start` where it stands in the text.
 */
export interface LogicalLine {
  /**
   * A backslash and line end that joined two lines are blanks here, so that offsets in it are
   * offsets in the text.
   */
  readonly text: string;
  readonly start: number;
}

/** pip splits with Python's splitlines, which knows more line ends than LF and CR. */
const PHYSICAL_LINE =
  /([^\r\n\v\f\u001c-\u001e\u0085\u2028\u2029]*)(\r\n|[\r\n\v\f\u001c-\u001e\u0085\u2028\u2029]|$)/g;
const COMMENT = /(^|\s+)#.*$/;

/**
 * The lines that say something, joined and stripped of comments as pip does it: a comment begins at
 * `#` after white space only.
 */
export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let open: LogicalLine | undefined;
  for (const { 0: whole, 1: content = '', index } of text.matchAll(PHYSICAL_LINE)) {
    const shown = index === 0 ? content.replace(/^\ufeff/, ' ') : content;
    const isContinued = shown.endsWith('\\') && !/^\s*#/.test(shown);
    const kept = isContinued
      ? shown.replace(/\\+$/, (slashes) => ' '.repeat(slashes.length))
      : shown;
    const joined: LogicalLine = { text: `${open?.text ?? ''}${kept}`, start: open?.start ?? index };
    open = isContinued
      ? { ...joined, text: joined.text + ' '.repeat(whole.length - content.length) }
      : undefined;
    if (open === undefined) lines.push(joined);
  }
  if (open !== undefined) lines.push(open);
  return lines.flatMap((line) => {
    const code = line.text.replace(COMMENT, '').trimEnd();
    const trimmed = code.trimStart();
    return trimmed === ''
      ? []
      : [{ text: trimmed, start: line.start + code.length - trimmed.length }];
  });
}
