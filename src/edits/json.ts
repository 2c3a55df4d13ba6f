import { isDeepStrictEqual } from 'node:util';
import { type JsonNode, parseJson } from '../project/json.ts';
import { indentAt, isFirstOnLine, lineEndOf } from './line-ends.ts';
import { insertItem, type Sequence } from './sequence.ts';
import { applyEdits, type EditResult, type TextEdit } from './text-edit.ts';

/** What JSON can hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * The edits that give a path such as `['env', 'SECRET_KEY']` a value, behind the keys that are
 * there and in the file's indentation; missing objects on the way are added. With `keep`, a value
 * that is there stays. Declined when the text is no JSON object or the way leads through something
 * else than objects.
 */
export function setJsonValue(
  text: string,
  path: readonly string[],
  value: JsonValue,
  options: { readonly keep?: boolean } = {},
): EditResult {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, because: `the file is not valid JSON: ${parsed.message}` };
  let node = parsed.root;
  for (const [depth, key] of path.entries()) {
    if (node.members === undefined)
      return {
        ok: false,
        because: `${path.slice(0, depth).join('.') || 'the whole file'} is not a JSON object`,
      };
    const member = node.members.get(key);
    if (member === undefined) {
      const nested = path
        .slice(depth + 1)
        .reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value);
      return verified(text, addMember(text, node, key, nested), path, value);
    }
    node = member.node;
  }
  if (options.keep || isDeepStrictEqual(node.value, value)) return { ok: true, edits: [] };
  const written = render(
    text,
    value,
    isOneLine(text, node) ? undefined : indentAt(text, node.start),
  );
  return verified(text, [{ start: node.start, end: node.end, text: written }], path, value);
}

/**
 * The edits that put a value at the end of an array such as `['addons']`, which is added when
 * missing; nothing to do when `isSame` finds one that is there.
 */
export function addJsonItem(
  text: string,
  path: readonly string[],
  item: JsonValue,
  isSame = (one: unknown) => isDeepStrictEqual(one, item),
): EditResult {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, because: `the file is not valid JSON: ${parsed.message}` };
  const node = path.reduce<JsonNode | undefined>(
    (one, key) => one?.members?.get(key)?.node,
    parsed.root,
  );
  if (node === undefined) return setJsonValue(text, path, [item]);
  if (node.items === undefined)
    return { ok: false, because: `${path.join('.')} is not a JSON array` };
  const current = node.value as readonly JsonValue[];
  if (current.some(isSame)) return { ok: true, edits: [] };
  if (current.length === 0) return setJsonValue(text, path, [item]);
  const last = node.items.at(-1)!;
  const indent = isFirstOnLine(text, last.start) ? indentAt(text, last.start) : undefined;
  const edits = insertItem(
    text,
    sequenceOf(text, node, node.items),
    node.items.length,
    render(text, item, indent),
  );
  return verified(text, edits, path, [...current, item]);
}

function addMember(text: string, parent: JsonNode, key: string, value: JsonValue): TextEdit[] {
  const members = [...parent.members!.values()].sort((a, b) => a.start - b.start);
  const last = members.at(-1);
  if (last === undefined) {
    const indent = indentAt(text, parent.start);
    return [
      {
        start: parent.start,
        end: parent.end,
        text: render(text, { [key]: value }, isInOneLine(text) ? undefined : indent),
      },
    ];
  }
  const indent = isFirstOnLine(text, last.start) ? indentAt(text, last.start) : undefined;
  const colon = /\s*:\s*$/.exec(text.slice(last.start, last.node.start))![0];
  const member = `${JSON.stringify(key)}${/[\r\n]/.test(colon) ? ': ' : colon}${render(text, value, indent)}`;
  return insertItem(text, sequenceOf(text, parent, members), members.length, member);
}

function sequenceOf(
  text: string,
  node: JsonNode,
  items: readonly { readonly start: number; readonly end: number }[],
): Sequence {
  const withCommas = items.map(({ start, end }) => {
    const comma = end + /^\s*/.exec(text.slice(end))![0].length;
    return { start, end, comma: text[comma] === ',' ? comma : undefined };
  });
  return {
    open: node.start + 1,
    close: node.end - 1,
    items: withCommas,
    bracketed: true,
    tuple: false,
  };
}

/** A value on lines of its own below `indent`, or on one line when that is undefined. */
function render(text: string, value: JsonValue, indent: string | undefined): string {
  if (indent === undefined)
    return JSON.stringify(value, null, 1)
      .replace(/([{[])\n\s*/g, '$1')
      .replace(/\n\s*([}\]])/g, '$1')
      .replace(/,\n\s*/g, ', ');
  return JSON.stringify(value, null, indentUnit(text)).replace(/\n/g, lineEndOf(text) + indent);
}

function indentUnit(text: string): string {
  return /[\r\n]([ \t]+)["[{]/.exec(text)?.[1] ?? '  ';
}

function isOneLine(text: string, node: JsonNode): boolean {
  return (
    node.end - node.start > 2 &&
    !/[\r\n]/.test(text.slice(node.start, node.end)) &&
    (node.members ?? node.items) !== undefined
  );
}

/** True for a document that has content but no line end within it. */
function isInOneLine(text: string): boolean {
  return !/[\r\n]/.test(text.trim()) && /[:,]/.test(text);
}

function verified(
  text: string,
  edits: readonly TextEdit[],
  path: readonly string[],
  value: JsonValue,
): EditResult {
  const expected = valueOfText(text) as { [key: string]: JsonValue };
  let target = expected;
  for (const key of path.slice(0, -1)) {
    target[key] ??= {};
    target = target[key] as { [key: string]: JsonValue };
  }
  target[path.at(-1)!] = value;
  if (isDeepStrictEqual(valueOfText(applyEdits(text, edits)), expected)) return { ok: true, edits };
  return {
    ok: false,
    because: `${path.join('.')} is written in a form that cannot be changed safely`,
  };
}

function valueOfText(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.root.value : undefined;
}
