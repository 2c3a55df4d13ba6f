import { isDeepStrictEqual } from 'node:util';
import { type JsonNode, scanJson } from './json-nodes.ts';
import { BOM, indentAt, isFirstOnLine, lineEndOf } from './line-ends.ts';
import { insertItem } from './sequence.ts';
import { applyEdits, type EditResult, type TextEdit } from './text-edit.ts';

/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * The edits that give a path such as `['env', 'SECRET_KEY']` a value, behind the keys that are there and in the file's indentation; missing
 * objects on the way are added. With `keep`, a value that is there stays. Declined when the text is no JSON object or the way leads through
 * something else than objects.
 */
export function setJsonValue(
  text: string,
  path: readonly string[],
  value: JsonValue,
  options: { readonly keep?: boolean } = {},
): EditResult {
  const root = parseJson(text);
  if (root === undefined) return { ok: false, because: 'the file is not valid JSON' };
  let node: JsonNode = scanJson(text);
  for (const [depth, key] of path.entries()) {
    if (node.kind !== 'object') return { ok: false, because: `${path.slice(0, depth).join('.') || 'the whole file'} is not a JSON object` };
    const members = node.members.filter((member) => member.key === key);
    if (members.length > 1) return { ok: false, because: `the key ${key} stands ${members.length} times` };
    const [member] = members;
    if (member === undefined) {
      const nested = path.slice(depth + 1).reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value);
      return verified(text, addMember(text, node, key, nested), path, value);
    }
    node = member.value;
  }
  if (options.keep || isDeepStrictEqual(valueAt(root, path), value)) return { ok: true, edits: [] };
  const written = render(text, value, isOneLine(text, node) ? undefined : indentAt(text, node.start));
  return verified(text, [{ start: node.start, end: node.end, text: written }], path, value);
}

/** The edits that put a value at the end of an array such as `['addons']`, which is added when missing; nothing to do when `isSame` finds one that is there. */
export function addJsonItem(
  text: string,
  path: readonly string[],
  item: JsonValue,
  isSame = (one: unknown) => isDeepStrictEqual(one, item),
): EditResult {
  const root = parseJson(text);
  if (root === undefined) return { ok: false, because: 'the file is not valid JSON' };
  const current = valueAt(root, path);
  if (current === undefined) return setJsonValue(text, path, [item]);
  const node = path.reduce<JsonNode | undefined>((one, key) => one?.members.find((member) => member.key === key)?.value, scanJson(text));
  if (!Array.isArray(current) || node?.kind !== 'array') return { ok: false, because: `${path.join('.')} is not a JSON array` };
  if (current.some(isSame)) return { ok: true, edits: [] };
  if (current.length === 0) return setJsonValue(text, path, [item]);
  const last = node.items.at(-1)!;
  const indent = isFirstOnLine(text, last.start) ? indentAt(text, last.start) : undefined;
  const edits = insertItem(text, sequenceOf(node, node.items), node.items.length, render(text, item, indent));
  return verified(text, edits, path, [...(current as JsonValue[]), item]);
}

function addMember(text: string, parent: JsonNode, key: string, value: JsonValue): TextEdit[] {
  const last = parent.members.at(-1);
  if (last === undefined) {
    const indent = indentAt(text, parent.start);
    return [{ start: parent.start, end: parent.end, text: render(text, { [key]: value }, isInOneLine(text) ? undefined : indent) }];
  }
  const indent = isFirstOnLine(text, last.start) ? indentAt(text, last.start) : undefined;
  const colon = /^\s*:\s*$/.test(text.slice(last.keyEnd, last.value.start)) ? text.slice(last.keyEnd, last.value.start) : ': ';
  const member = `${JSON.stringify(key)}${colon}${render(text, value, indent)}`;
  return insertItem(text, sequenceOf(parent, parent.members), parent.members.length, member);
}

function sequenceOf(
  node: JsonNode,
  items: readonly { readonly start: number; readonly end: number; readonly comma: number | undefined }[],
) {
  return { open: node.start + 1, close: node.end - 1, items, bracketed: true, tuple: false };
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
  return node.end - node.start > 2 && !/[\r\n]/.test(text.slice(node.start, node.end)) && (node.kind === 'object' || node.kind === 'array');
}

/** True for a document that has content but no line end within it. */
function isInOneLine(text: string): boolean {
  return !/[\r\n]/.test(text.trim()) && /[:,]/.test(text);
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text.replace(BOM, '')) as JsonValue;
  } catch {
    return undefined;
  }
}

function valueAt(root: JsonValue, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (one, key) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? (one as { [key: string]: JsonValue })[key] : undefined),
    root,
  );
}

function verified(text: string, edits: readonly TextEdit[], path: readonly string[], value: JsonValue): EditResult {
  const expected = parseJson(text) as { [key: string]: JsonValue };
  let target = expected;
  for (const key of path.slice(0, -1)) {
    target[key] ??= {};
    target = target[key] as { [key: string]: JsonValue };
  }
  target[path.at(-1)!] = value;
  if (isDeepStrictEqual(parseJson(applyEdits(text, edits)), expected)) return { ok: true, edits };
  return { ok: false, because: `${path.join('.')} is written in a way that cannot be changed alone` };
}
