import { endOfLine, indentAt, isFirstOnLine, lineEndOf, startOfLine } from './line-ends.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * One item between brackets, with what belongs to it (parentheses, a star, a key), and the offset
 * of the comma behind it.
 */
export interface SequenceItem {
  readonly start: number;
  readonly end: number;
  readonly comma: number | undefined;
}

/**
 * Items between two marks, separated by commas: a Python list, tuple or dict, a TOML array, a JSON
 * object.
 */
export interface Sequence {
  /**
   * Just after the opening mark and just before the closing one; for a bare tuple the range of its
   * items and commas.
   */
  readonly open: number;
  readonly close: number;
  readonly items: readonly SequenceItem[];
  /** False where a line end would end the statement: a Python tuple without parentheses. */
  readonly bracketed: boolean;
  /** True for a Python tuple, which needs a comma when it has one element. */
  readonly tuple: boolean;
}

const BLANK_REST = /^[ \t\f]*(#.*)?$/;

/**
 * The edits that put `item` before the item at `index` (`index` = number of items: at the end), in
 * the layout of its neighbours: on the line or on a line of its own, with or without a last comma,
 * with the comma in front or behind. Comments stay with the item they stand beside or above.
 */
export function insertItem(
  text: string,
  sequence: Sequence,
  index: number,
  item: string,
): TextEdit[] {
  const { items } = sequence;
  if (items.length === 0) return intoEmpty(text, sequence, item);
  if (index === 0) return beforeFirst(text, sequence, item);
  const previous = items[index - 1]!;
  const next = items[index];
  if (isCommaFirst(text, sequence, index)) return commaFirst(text, sequence, index, item);
  const gapStart = previous.comma === undefined ? previous.end : previous.comma + 1;
  return next === undefined
    ? afterLast(text, sequence, item, gapStart)
    : between(text, sequence, index, item, gapStart);
}

function intoEmpty(text: string, sequence: Sequence, item: string): TextEdit[] {
  const inner = text.slice(sequence.open, sequence.close);
  if (!/[\r\n]/.test(inner))
    return [
      { start: sequence.open, end: sequence.close, text: sequence.tuple ? `${item},` : item },
    ];
  const closeLine = startOfLine(text, sequence.close);
  const comment = /\n([ \t]*)#/.exec(inner)?.[1];
  const indent = comment ?? `${indentAt(text, sequence.close)}    `;
  return [insertion(closeLine, `${indent}${item},${lineEndOf(text)}`)];
}

function beforeFirst(text: string, sequence: Sequence, item: string): TextEdit[] {
  const first = sequence.items[0]!;
  const eol = lineEndOf(text);
  if (sequence.bracketed && isFirstOnLine(text, first.start)) {
    const lineEnd = endOfLine(text, sequence.open);
    return [insertion(lineEnd, `${eol}${indentAt(text, first.start)}${item},`)];
  }
  const second = sequence.items[1];
  if (
    second === undefined ||
    !sequence.bracketed ||
    !/[\r\n]/.test(text.slice(first.end, second.start))
  ) {
    return [insertion(first.start, `${item}, `)];
  }
  const lead = text.slice(startOfLine(text, second.start), second.start);
  if (/^[ \t]*,[ \t]*$/.test(lead)) return [insertion(first.start, `${item}${eol}${lead}`)];
  return [insertion(first.start, `${item},${eol}${indentAt(text, second.start)}`)];
}

/**
 * True when the comma that parts the two neighbours of `index` (at the end: the last two items)
 * opens its line.
 */
function isCommaFirst(text: string, sequence: Sequence, index: number): boolean {
  const comma = commaFor(sequence, index);
  return comma !== undefined && isFirstOnLine(text, comma) && sequence.bracketed;
}

function commaFor(sequence: Sequence, index: number): number | undefined {
  return sequence.items[index < sequence.items.length ? index - 1 : index - 2]?.comma;
}

function commaFirst(text: string, sequence: Sequence, index: number, item: string): TextEdit[] {
  const comma = commaFor(sequence, index)!;
  const blanks = /^[ \t]*/.exec(text.slice(comma + 1))![0];
  const lead = `${lineEndOf(text)}${text.slice(startOfLine(text, comma), comma + 1)}${blanks}`;
  return [insertion(lineRestEnd(text, sequence.items[index - 1]!.end), lead + item)];
}

function between(
  text: string,
  sequence: Sequence,
  index: number,
  item: string,
  gapStart: number,
): TextEdit[] {
  const gap = text.slice(gapStart, sequence.items[index]!.start);
  // A joined line must stay joined, so the gap is repeated as it is.
  if (!/[\r\n]/.test(gap) || /\\\r?\n/.test(gap)) return [insertion(gapStart, `${gap}${item},`)];
  const indent = indentFor(text, sequence, index - 1);
  return [insertion(lineRestEnd(text, gapStart), `${lineEndOf(text)}${indent}${item},`)];
}

function afterLast(text: string, sequence: Sequence, item: string, gapStart: number): TextEdit[] {
  const { items } = sequence;
  const last = items[items.length - 1]!;
  const before = items[items.length - 2];
  const gap = text.slice(
    before?.comma === undefined ? sequence.open : before.comma + 1,
    last.start,
  );
  const hadComma = last.comma !== undefined;
  const vertical =
    sequence.bracketed &&
    /[\r\n]/.test(gap) &&
    !/\\\r?\n/.test(gap) &&
    isFirstOnLine(text, last.start);
  if (!vertical) {
    const space = before === undefined || gap.includes('#') ? ' ' : gap;
    // The comma of a one-element tuple is syntax, not style: with two elements it is no longer
    // needed.
    const trailing = hadComma && !(sequence.tuple && items.length === 1) ? ',' : '';
    return [insertion(gapStart, `${hadComma ? '' : ','}${space}${item}${trailing}`)];
  }
  const line = `${lineEndOf(text)}${indentFor(text, sequence, items.length - 1)}${item}${hadComma ? ',' : ''}`;
  const lineEnd = lineRestEnd(text, gapStart);
  if (hadComma) return [insertion(lineEnd, line)];
  return lineEnd === last.end
    ? [insertion(last.end, `,${line}`)]
    : [insertion(last.end, ','), insertion(lineEnd, line)];
}

/**
 * The indentation of a new line behind an item: its own when it opens its line, else that of the
 * next item.
 */
function indentFor(text: string, sequence: Sequence, index: number): string {
  const item = sequence.items[index]!;
  if (isFirstOnLine(text, item.start)) return indentAt(text, item.start);
  const next = sequence.items[index + 1];
  if (next !== undefined && isFirstOnLine(text, next.start)) return indentAt(text, next.start);
  return indentAt(text, item.start);
}

/** The end of the line when nothing but blanks and a comment follow `at`, else `at`. */
function lineRestEnd(text: string, at: number): number {
  const end = endOfLine(text, at);
  return BLANK_REST.test(text.slice(at, end)) ? end : at;
}

/**
 * The edits that take the item at `index` out: its whole line, with the comment beside it and those
 * directly above it, when it stands alone on its line; else the item and one comma. A last comma is
 * kept only where the file had one.
 */
export function removeItem(text: string, sequence: Sequence, index: number): TextEdit[] {
  const { items } = sequence;
  const item = items[index]!;
  const previous = items[index - 1];
  const after = item.comma === undefined ? item.end : item.comma + 1;
  const orphan =
    item.comma === undefined &&
    previous?.comma !== undefined &&
    !(sequence.tuple && items.length === 2);
  const lineEnd = endOfLine(text, after);
  // Without brackets the line above ends in a backslash, which must not be left at the end of the
  // statement.
  if (
    sequence.bracketed &&
    isFirstOnLine(text, item.start) &&
    BLANK_REST.test(text.slice(after, lineEnd))
  ) {
    const start = startWithComments(text, item.start);
    const cut = { start: lineBreakBefore(text, start), end: lineEnd, text: '' };
    return orphan ? [{ start: previous.comma!, end: previous.comma! + 1, text: '' }, cut] : [cut];
  }
  const next = items[index + 1];
  if (previous === undefined) {
    const cut = { start: item.start, end: next?.start ?? after, text: '' };
    const needsComma = sequence.tuple && items.length === 2 && next?.comma === undefined;
    return needsComma ? [cut, insertion(next!.end, ',')] : [cut];
  }
  if (isFirstOnLine(text, item.start) && next !== undefined)
    return [{ start: item.start, end: next.start, text: '' }];
  // A comma in front opens the line that goes.
  if (orphan && isFirstOnLine(text, previous.comma!))
    return [
      { start: lineBreakBefore(text, startOfLine(text, previous.comma!)), end: after, text: '' },
    ];
  return [{ start: orphan ? previous.comma! : previous.comma! + 1, end: after, text: '' }];
}

/**
 * The comment lines directly above an item that opens its line, and what stands beside it up to the
 * line end; empty when it shares its line.
 */
export function commentsOf(
  text: string,
  sequence: Sequence,
  index: number,
): { readonly above: readonly string[]; readonly beside: string } {
  const item = sequence.items[index]!;
  const after = item.comma === undefined ? item.end : item.comma + 1;
  const beside = text.slice(after, endOfLine(text, after));
  if (!isFirstOnLine(text, item.start) || !BLANK_REST.test(beside))
    return { above: [], beside: '' };
  const above = text
    .slice(startWithComments(text, item.start), startOfLine(text, item.start))
    .split(/\r\n|\n|\r/);
  return { above: above.slice(0, -1), beside: beside.trimEnd() };
}

function startWithComments(text: string, at: number): number {
  let start = startOfLine(text, at);
  for (;;) {
    const above = lineBreakBefore(text, start);
    if (above === start || !/^[ \t]*#/.test(text.slice(startOfLine(text, above), above)))
      return start;
    start = startOfLine(text, above);
  }
}

function lineBreakBefore(text: string, start: number): number {
  if (text.startsWith('\r\n', start - 2)) return start - 2;
  return /[\r\n]/.test(text[start - 1] ?? '') ? start - 1 : start;
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
