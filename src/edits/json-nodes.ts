import { BOM } from './line-ends.ts';

/** A member of an object; `start` and `end` hold key and value. */
export interface JsonMember {
  readonly key: string;
  readonly keyEnd: number;
  readonly value: JsonNode;
  readonly start: number;
  readonly end: number;
  readonly comma: number | undefined;
}

/** A value of a JSON text with its range; `members` are empty unless it is an object, `items` unless it is an array. */
export interface JsonNode {
  readonly kind: 'object' | 'array' | 'scalar';
  readonly start: number;
  readonly end: number;
  readonly members: readonly JsonMember[];
  readonly items: readonly (JsonNode & { readonly comma: number | undefined })[];
}

const SCALAR = /"(?:[^"\\]|\\.)*"|[^\s,\]}:]+/y;

/** The tree of a text that JSON.parse accepts, with ranges. On any other text the result means nothing. */
export function scanJson(text: string): JsonNode {
  return scanValue(text, skipBlanks(text, text.startsWith(BOM) ? 1 : 0));
}

function skipBlanks(text: string, at: number): number {
  let next = at;
  while (/[ \t\r\n]/.test(text[next] ?? '')) next += 1;
  return next;
}

function scanValue(text: string, start: number): JsonNode {
  if (text[start] === '{') return scanObject(text, start);
  if (text[start] === '[') return scanArray(text, start);
  return { kind: 'scalar', start, end: endOfScalar(text, start), members: [], items: [] };
}

function endOfScalar(text: string, start: number): number {
  SCALAR.lastIndex = start;
  return SCALAR.test(text) ? SCALAR.lastIndex : text.length;
}

function scanObject(text: string, start: number): JsonNode {
  const members: JsonMember[] = [];
  let at = skipBlanks(text, start + 1);
  while (at < text.length && text[at] !== '}') {
    const keyEnd = endOfScalar(text, at);
    const value = scanValue(text, skipBlanks(text, skipBlanks(text, keyEnd) + 1));
    const next = skipBlanks(text, value.end);
    const comma = text[next] === ',' ? next : undefined;
    members.push({ key: JSON.parse(text.slice(at, keyEnd)) as string, keyEnd, value, start: at, end: value.end, comma });
    at = comma === undefined ? next : skipBlanks(text, next + 1);
  }
  return { kind: 'object', start, end: at + 1, members, items: [] };
}

function scanArray(text: string, start: number): JsonNode {
  const items: (JsonNode & { comma: number | undefined })[] = [];
  let at = skipBlanks(text, start + 1);
  while (at < text.length && text[at] !== ']') {
    const item = scanValue(text, at);
    const next = skipBlanks(text, item.end);
    const comma = text[next] === ',' ? next : undefined;
    items.push({ ...item, comma });
    at = comma === undefined ? next : skipBlanks(text, next + 1);
  }
  return { kind: 'array', start, end: at + 1, members: [], items };
}
