/**
 * One token: `text` is `source.slice(start, end)`. An f-string is one `string`, whatever stands in
 * its braces.
 */
export interface PyToken {
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'comment' | 'newline';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\u00b7]*/uy;
const NUMBER =
  /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?(?:\d[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?)/y;
const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|[-+*/%&|^@=<>!:]=|->|\*\*|\/\/|<<|>>|[-+*/%&|^~@=<>()[\]{},:;.!$?`]/y;
const COMMENT = /#[^\r\n]*/y;
const PREFIXES = new Set(['r', 'u', 'b', 'f', 't', 'br', 'rb', 'fr', 'rf', 'tr', 'rt']);

/**
 * The tokens of a text with comments, without blanks, indentation and joined lines. Never fails:
 * what Python would refuse is skipped or ends with the text. A `newline` stands at every line end
 * that is not inside a string, also within brackets and on empty lines.
 */
export function scanTokens(text: string): PyToken[] {
  const tokens: PyToken[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) at = scanOne(text, at, tokens);
  return tokens;
}

/** The comments inside the braces of one f-string token of the text. */
export function commentsInString(text: string, string: PyToken): PyToken[] {
  const comments: PyToken[] = [];
  const quote = openingQuote(text, string.start);
  if (quote !== undefined) endOfString(text, quote, comments);
  return comments;
}

function scanOne(text: string, at: number, tokens: PyToken[]): number {
  const push = (kind: PyToken['kind'], end: number): number => {
    tokens.push({ kind, text: text.slice(at, end), start: at, end });
    return end;
  };
  const unit = text[at]!;
  if (unit === ' ' || unit === '\t' || unit === '\f') return at + 1;
  if (unit === '\r' || unit === '\n')
    return push('newline', at + (text.startsWith('\r\n', at) ? 2 : 1));
  if (unit === '\\') return at + (text.startsWith('\r\n', at + 1) ? 3 : 2);
  if (unit === '#') return push('comment', matchEnd(COMMENT, text, at) ?? at + 1);
  const quote = openingQuote(text, at);
  if (quote !== undefined) return push('string', endOfString(text, quote, undefined));
  const name = matchEnd(NAME, text, at);
  if (name !== undefined) return push('name', name);
  const number = /[\d.]/.test(unit) ? matchEnd(NUMBER, text, at) : undefined;
  if (number !== undefined) return push('number', number);
  const operator = matchEnd(OPERATOR, text, at);
  return operator === undefined ? at + 1 : push('operator', operator);
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

interface OpeningQuote {
  /** Offset after the opening quotes. */
  readonly body: number;
  readonly mark: string;
  readonly raw: boolean;
  readonly formatted: boolean;
}

function openingQuote(text: string, at: number): OpeningQuote | undefined {
  let quoteAt = at;
  while (quoteAt < at + 2 && /[a-zA-Z]/.test(text[quoteAt] ?? '')) quoteAt += 1;
  const unit = text[quoteAt];
  if (unit !== '"' && unit !== "'") return undefined;
  const prefix = text.slice(at, quoteAt).toLowerCase();
  if (prefix !== '' && !PREFIXES.has(prefix)) return undefined;
  const mark = text.startsWith(unit.repeat(3), quoteAt) ? unit.repeat(3) : unit;
  return {
    body: quoteAt + mark.length,
    mark,
    raw: prefix.includes('r'),
    formatted: /[ft]/.test(prefix),
  };
}

/**
 * The offset after the closing quotes; for a string that is not closed, the end of its line or of
 * the text.
 */
function endOfString(text: string, quote: OpeningQuote, comments: PyToken[] | undefined): number {
  let at = quote.body;
  while (at < text.length) {
    if (text.startsWith(quote.mark, at)) return at + quote.mark.length;
    const unit = text[at]!;
    if (unit === '\\') {
      at +=
        quote.formatted && quote.raw && /[{}]/.test(text[at + 1] ?? '')
          ? 1
          : text.startsWith('\r\n', at + 1)
            ? 3
            : 2;
    } else if ((unit === '\n' || unit === '\r') && quote.mark.length === 1) return at;
    else if (quote.formatted && unit === '{' && text[at + 1] !== '{')
      at = endOfField(text, at + 1, quote, comments);
    else at += quote.formatted && unit === '{' ? 2 : 1;
  }
  return text.length;
}

/**
 * The offset after the `}` that closes the field opened just before `from`, or where the string
 * must have ended.
 */
function endOfField(
  text: string,
  from: number,
  quote: OpeningQuote,
  comments: PyToken[] | undefined,
): number {
  const open: string[] = [];
  let at = from;
  while (at < text.length) {
    const unit = text[at]!;
    if (open.length === 0 && unit === '}') return at + 1;
    if (open.length === 0 && unit === ':') return endOfFormat(text, at + 1, quote, comments);
    if (/[([{]/.test(unit)) open.push(unit);
    else if (/[)\]}]/.test(unit)) open.pop();
    const nested: PyToken[] = [];
    at = scanOne(text, at, nested);
    for (const token of nested) {
      if (token.kind === 'comment') comments?.push(token);
      else if (token.kind === 'string') comments?.push(...commentsInString(text, token));
    }
  }
  return at;
}

function endOfFormat(
  text: string,
  from: number,
  quote: OpeningQuote,
  comments: PyToken[] | undefined,
): number {
  let at = from;
  while (at < text.length && text[at] !== '}' && !text.startsWith(quote.mark, at)) {
    if (/[\r\n]/.test(text[at]!) && quote.mark.length === 1) return at;
    at = text[at] === '{' ? endOfField(text, at + 1, quote, comments) : at + 1;
  }
  return text[at] === '}' ? at + 1 : at;
}
