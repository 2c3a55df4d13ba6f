import { commentsInString, type PyToken } from './tokens.ts';

/**
 * A change of the text before it is parsed: at `start` of the original, `length` units were taken
 * out and `text` put in.
 */
export interface Mend {
  readonly start: number;
  readonly length: number;
  readonly text: string;
}

/**
 * What py-ast 1.16.0 cannot read although Python can, written so that it can: form feeds, `except
 * A, B:` (PEP 758), `match a, b:`, `case a, b:`, and comments within the braces of an f-string.
 * Ordered, without overlaps; empty when there is nothing to mend.
 */
export function findMends(text: string, tokens: readonly PyToken[]): Mend[] {
  const mends: Mend[] = [];
  for (const line of logicalLines(tokens)) {
    const [first, second] = line;
    if (first?.text === 'except' && second !== undefined)
      mends.push(...wrapTuple(line.slice(second.text === '*' ? 2 : 1)));
    if (first?.text === 'match' || first?.text === 'case') mends.push(...wrapTuple(line.slice(1)));
  }
  for (const token of tokens) {
    if (token.kind !== 'string' || !token.text.includes('#')) continue;
    for (const comment of commentsInString(text, token)) {
      mends.push({
        start: comment.start,
        length: comment.end - comment.start,
        text: ' '.repeat(comment.end - comment.start),
      });
    }
  }
  if (text.includes('\f')) mends.push(...formFeeds(text, tokens));
  return mends.sort((a, b) => a.start - b.start || a.length - b.length);
}

/** Tokens without comments, cut at the line ends that are outside of brackets. */
function* logicalLines(tokens: readonly PyToken[]): Generator<PyToken[]> {
  let line: PyToken[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'comment') continue;
    if (token.kind === 'newline') {
      if (depth === 0 && line.length > 0) {
        yield line;
        line = [];
      }
      continue;
    }
    depth = Math.max(0, depth + bracketStep(token));
    line.push(token);
  }
  yield line;
}

function bracketStep(token: PyToken): number {
  if (token.kind !== 'operator') return 0;
  return /^[([{]$/.test(token.text) ? 1 : /^[)\]}]$/.test(token.text) ? -1 : 0;
}

/**
 * Brackets around `a, b` up to the colon or the guard that ends a clause; nothing when there is no
 * comma outside of brackets.
 */
function wrapTuple(rest: readonly PyToken[]): Mend[] {
  let depth = 0;
  let sawComma = false;
  for (const [index, token] of rest.entries()) {
    depth += bracketStep(token);
    if (depth !== 0) continue;
    if (token.text === ',') sawComma = true;
    if (token.text === '=') return [];
    if (token.text === ':' || token.text === 'if') {
      const last = rest[index - 1];
      if (!sawComma || last === undefined || rest[0] === undefined) return [];
      return [
        { start: rest[0].start, length: 0, text: '(' },
        { start: last.end, length: 0, text: ')' },
      ];
    }
  }
  return [];
}

/** Python forgets the indentation before a form feed, and takes one between tokens as a blank. */
function formFeeds(text: string, tokens: readonly PyToken[]): Mend[] {
  const mends: Mend[] = [];
  let gapStart = 0;
  for (const { start, end } of [...tokens, { start: text.length, end: text.length }]) {
    const gap = text.slice(gapStart, start);
    const last = gap.lastIndexOf('\f');
    const lineStart = gapStart === 0 || /[\r\n]/.test(text[gapStart - 1]!);
    if (last >= 0 && lineStart) mends.push({ start: gapStart, length: last + 1, text: '' });
    else if (last >= 0)
      mends.push({ start: gapStart, length: gap.length, text: gap.replaceAll('\f', ' ') });
    gapStart = end;
  }
  return mends;
}
