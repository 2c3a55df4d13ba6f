/**
 * A value of a JSON text with its half-open range. `members` are there for an object, `items` for
 * an array, else `value` is the scalar.
 */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
  /** The last member of a name wins, as in JSON.parse. */
  readonly members: ReadonlyMap<string, JsonMember> | undefined;
  readonly items: readonly JsonNode[] | undefined;
}

export interface JsonMember {
  /** From the key's quote to the end of the value. */
  readonly start: number;
  readonly end: number;
  readonly node: JsonNode;
}

/** The tree of a JSON text, or where it stops to be JSON and what was expected there. */
export type JsonParse =
  | { readonly ok: true; readonly root: JsonNode }
  | { readonly ok: false; readonly message: string; readonly at: number };

class JsonFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Reads strict JSON (a BOM is let through) with places. Never throws; a text nested too deeply is
 * not JSON.
 */
export function parseJson(text: string): JsonParse {
  try {
    const root = value(text, blank(text, text.charCodeAt(0) === 0xfeff ? 1 : 0));
    const rest = blank(text, root.end);
    if (rest < text.length) throw new JsonFault('something follows the end of the document', rest);
    return { ok: true, root };
  } catch (error) {
    if (error instanceof JsonFault) return { ok: false, message: error.message, at: error.at };
    if (error instanceof RangeError)
      return { ok: false, message: 'it is nested too deeply', at: 0 };
    throw error;
  }
}

function blank(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
  return at;
}

function value(text: string, start: number): JsonNode {
  if (text[start] === '{') return object(text, start);
  if (text[start] === '[') return array(text, start);
  const pattern = text[start] === '"' ? STRING : SCALAR;
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (match === null)
    throw new JsonFault(
      start >= text.length ? 'the document ends too early' : 'a value is expected',
      start,
    );
  return {
    start,
    end: pattern.lastIndex,
    value: JSON.parse(match[0]),
    members: undefined,
    items: undefined,
  };
}

function object(text: string, start: number): JsonNode {
  const members = new Map<string, JsonMember>();
  let at = blank(text, start + 1);
  while (text[at] !== '}') {
    if (text[at] !== '"')
      throw new JsonFault(
        members.size > 0
          ? 'a name in double quotes is expected after the comma'
          : 'a name in double quotes is expected',
        at,
      );
    const key = value(text, at);
    const colon = blank(text, key.end);
    if (text[colon] !== ':') throw new JsonFault('a colon is expected after the name', colon);
    const node = value(text, blank(text, colon + 1));
    members.set(key.value as string, { start: key.start, end: node.end, node });
    at = next(text, node.end, '}');
  }
  const plain = Object.fromEntries([...members].map(([name, { node }]) => [name, node.value]));
  return { start, end: at + 1, value: plain, members, items: undefined };
}

function array(text: string, start: number): JsonNode {
  const items: JsonNode[] = [];
  let at = blank(text, start + 1);
  while (text[at] !== ']') {
    const node = value(text, at);
    items.push(node);
    at = next(text, node.end, ']');
  }
  return { start, end: at + 1, value: items.map((item) => item.value), members: undefined, items };
}

/** Where the next element begins, or the closing bracket stands. */
function next(text: string, end: number, close: string): number {
  const at = blank(text, end);
  if (text[at] === close) return at;
  if (text[at] !== ',') throw new JsonFault(`a comma or ${close} is expected`, at);
  const following = blank(text, at + 1);
  if (text[following] === close) throw new JsonFault(`a comma stands before ${close}`, at);
  return following;
}
