import type { Expression, PyNode, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { lineAndColumn } from '../../python/source-range.ts';
import type { PyToken } from '../../python/tokens.ts';
import { BOM, endOfLine, isFirstOnLine, startOfLine } from '../line-ends.ts';
import type { Sequence, SequenceItem } from '../sequence.ts';

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

/** The tokens of a half-open range. */
export function tokensIn(source: PySource, start: number, end: number): readonly PyToken[] {
  return source.tokens().filter((token) => token.start >= start && token.end <= end);
}

/**
 * Items, commas and marks of a list, tuple, set, dict or of the names of `from … import …`, as they
 * are written.
 */
export function sequenceOf(source: PySource, node: PyNode, from = node.start): Sequence {
  const tokens = tokensIn(source, from, node.end).filter(
    ({ kind }) => kind !== 'newline' && kind !== 'comment',
  );
  const bracketed = isBracketed(tokens, node.end);
  const inner = bracketed ? tokens.slice(1, -1) : tokens;
  return {
    open: bracketed ? tokens[0]!.end : from,
    close: bracketed ? tokens.at(-1)!.start : node.end,
    items: itemsIn(inner),
    bracketed,
    tuple: node.kind === 'Tuple',
  };
}

/**
 * True when the first token opens a bracket that the last one closes: `("a"), ("b")` is a bare
 * tuple.
 */
function isBracketed(tokens: readonly PyToken[], end: number): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (token.kind !== 'operator') {
      if (depth === 0) return false;
      continue;
    }
    if (OPENING.has(token.text)) depth += 1;
    else if (CLOSING.has(token.text)) depth -= 1;
    if (depth === 0) return token.end === end && CLOSING.has(token.text);
  }
  return false;
}

function itemsIn(tokens: readonly PyToken[]): SequenceItem[] {
  const items: SequenceItem[] = [];
  let depth = 0;
  let first: PyToken | undefined;
  let last: PyToken | undefined;
  for (const token of tokens) {
    if (token.kind === 'operator' && depth === 0 && token.text === ',') {
      if (first !== undefined && last !== undefined)
        items.push({ start: first.start, end: last.end, comma: token.start });
      first = undefined;
      continue;
    }
    if (token.kind === 'operator' && OPENING.has(token.text)) depth += 1;
    else if (token.kind === 'operator' && CLOSING.has(token.text)) depth -= 1;
    first ??= token;
    last = token;
  }
  if (first !== undefined && last !== undefined)
    items.push({ start: first.start, end: last.end, comma: undefined });
  return items;
}

/** A Python string literal in the quotes that `like`, or else most of the file, uses. */
export function quoted(source: PySource, value: string, like?: Expression): string {
  const sample =
    like === undefined
      ? undefined
      : tokensIn(source, like.start, like.end).find(({ kind }) => kind === 'string')?.text;
  const quote = /["']/.exec(sample ?? '')?.[0] ?? usualQuote(source);
  return quote + value.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

function usualQuote(source: PySource): string {
  const strings = source
    .tokens()
    .filter(({ kind, text }) => kind === 'string' && !/^\w*('''|""")/.test(text));
  const single = strings.filter(({ text }) => /^\w*'/.test(text)).length;
  return single > strings.length / 2 ? "'" : '"';
}

/**
 * True when the statement has its lines for itself: no other statement before or behind it, and it
 * is not the body of a one-line `if`.
 */
export function hasOwnLines(source: PySource, statement: Statement): boolean {
  return (
    isFirstOnLine(source.text, statement.start) &&
    /^[ \t\f]*(#.*)?$/.test(source.text.slice(statement.end, endOfLine(source.text, statement.end)))
  );
}

/** `line 12`, for messages. */
export function lineOf(source: PySource, node: PyNode): string {
  return `line ${lineAndColumn(source.text, node.start).line}`;
}

/** The value of a string constant; undefined for anything else. */
export function stringValue(node: PyNode | null | undefined): string | undefined {
  return node?.kind === 'Constant' && node.type === 'str' ? node.value : undefined;
}

/**
 * Start of the comment lines directly above a statement, unless they open the file: those are its
 * licence, encoding or `#!` line.
 */
export function startWithComments(source: PySource, statement: Statement): number {
  const { text } = source;
  const own = startOfLine(text, statement.start);
  let start = own;
  const top = text.startsWith(BOM) ? 1 : 0;
  while (start > top) {
    const above = startOfLine(
      text,
      Math.max(0, start - (text.startsWith('\r\n', start - 2) ? 2 : 1)),
    );
    if (above === start || !/^[ \t]*#/.test(text.slice(above, endOfLine(text, above))))
      return start;
    start = above;
  }
  return own;
}
