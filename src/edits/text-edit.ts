/**
 * One replacement of the half-open range `[start, end)` (UTF-16 code units) by `text`; an insertion
 * has `start === end`.
 */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * What an edit function answers: the edits to make (none: it is already so), or why it leaves the
 * text alone.
 */
export type EditResult =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly because: string };

/**
 * The text after all edits; what no edit names stays byte for byte. Edits at the same offset are
 * applied in the order given. Throws RangeError when two edits overlap or one lies outside the
 * text: both are bugs of the caller.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.start - b.start || a.index - b.index);
  let result = '';
  let position = 0;
  for (const edit of ordered) {
    if (edit.start < position || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(
        `Edit ${edit.start}..${edit.end} overlaps another edit or leaves the text of ${text.length} units.`,
      );
    }
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}
