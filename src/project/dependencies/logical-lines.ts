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
/** Without the blanks before it, which a pattern could only find by looking at each run anew. */
const COMMENT = /(?:^|\s)#.*$/;

/**
 * The lines that say something, joined and stripped of comments as pip does it: a comment begins at
 * `#` after white space only.
 */
export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let open: { readonly parts: string[]; readonly start: number } | undefined;
  for (const { 0: whole, 1: content = '', index } of text.matchAll(PHYSICAL_LINE)) {
    const shown = index === 0 ? content.replace(/^\ufeff/, ' ') : content;
    const isContinued = shown.endsWith('\\') && !/^\s*#/.test(shown);
    const kept = isContinued ? blankTrailingSlashes(shown) : shown;
    const { parts, start } = open ?? { parts: [], start: index };
    parts.push(kept, isContinued ? ' '.repeat(whole.length - content.length) : '');
    open = isContinued ? { parts, start } : undefined;
    if (open === undefined) lines.push({ text: parts.join(''), start });
  }
  if (open !== undefined) lines.push({ text: open.parts.join(''), start: open.start });
  return lines.flatMap((line) => {
    const code = line.text.replace(COMMENT, '').trimEnd();
    const trimmed = code.trimStart();
    return trimmed === ''
      ? []
      : [{ text: trimmed, start: line.start + code.length - trimmed.length }];
  });
}

function blankTrailingSlashes(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\\') end -= 1;
  return line.slice(0, end) + ' '.repeat(line.length - end);
}
