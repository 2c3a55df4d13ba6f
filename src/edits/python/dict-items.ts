import type { Dict, Expression } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { walk } from '../../python/walk.ts';
import { indentAt, isFirstOnLine, lineEndOf } from '../line-ends.ts';
import { insertItem } from '../sequence.ts';
import type { EditResult } from '../text-edit.ts';
import { findPlainAssignment, readsOf } from './assignment.ts';
import { type Intention, isSameTree, parseExpression, verified } from './verified.ts';
import { lineOf, quoted, sequenceOf, stringValue, tokensIn } from './written.ts';

/**
 * The edits that give a key of a dict setting a value, such as `['staticfiles', 'BACKEND']` of
 * STORAGES; missing dicts on the way are added in the layout of their neighbours. Declined when the
 * setting is not one dict written out, other statements change it, or a comment would be lost.
 */
export function setDictKey(
  source: PySource,
  setting: string,
  path: readonly string[],
  expression: string,
): EditResult {
  const found = findPlainAssignment(source, setting);
  if (found.state === 'absent') return { ok: false, because: `${setting} is not set in this file` };
  if (found.state === 'unclear') return { ok: false, because: found.because };
  const changed = findChange(source, setting);
  if (changed !== undefined)
    return {
      ok: false,
      because: `${setting} is also changed later in the file (${lineOf(source, changed)})`,
    };
  let node: Expression = found.statement.value;
  for (const [depth, key] of path.entries()) {
    const where = [setting, ...path.slice(0, depth).map((one) => `['${one}']`)].join('');
    if (node.kind !== 'Dict')
      return { ok: false, because: `${where} is not a literal dict (${lineOf(source, node)})` };
    const at = lastKey(node, key);
    if (node.keys.filter((one) => stringValue(one) === key).length > 1)
      return { ok: false, because: `${where} has the key '${key}' more than once` };
    const computed = node.keys.find((one) => one !== null && stringValue(one) === undefined);
    if (at === -1 && computed)
      return {
        ok: false,
        because: `a key of ${where} is computed, and may be '${key}' (${lineOf(source, computed)})`,
      };
    if (at === -1) return addPair(source, node, path.slice(depth), expression);
    if (node.keys.slice(at + 1).some((one) => stringValue(one) === undefined)) {
      return {
        ok: false,
        because: `a later entry of ${where} may set '${key}' again (${lineOf(source, node)})`,
      };
    }
    node = node.values[at]!;
  }
  return replaceValue(source, node, expression);
}

function lastKey(node: Dict, key: string): number {
  return node.keys.findLastIndex((one) => stringValue(one) === key);
}

function replaceValue(source: PySource, value: Expression, expression: string): EditResult {
  const wanted = parseExpression(expression);
  if (isSameTree(value, wanted)) return { ok: true, edits: [] };
  const lost = tokensIn(source, value.start, value.end).find((token) => token.kind === 'comment');
  if (lost !== undefined)
    return {
      ok: false,
      because: `the old value contains a comment that would be lost: ${lost.text}`,
    };
  return verified(source, [{ start: value.start, end: value.end, text: expression }], {
    replaced: new Map([[value, [wanted]]]),
  });
}

function addPair(
  source: PySource,
  node: Dict,
  path: readonly string[],
  expression: string,
): EditResult {
  const sequence = sequenceOf(source, node);
  const last = sequence.items.at(-1);
  const like = node.keys.findLast((key) => stringValue(key) !== undefined) ?? undefined;
  const keys = path.map((key) => quoted(source, key, like));
  const isVertical = last !== undefined && isFirstOnLine(source.text, last.start);
  const indent = isVertical ? indentAt(source.text, last.start) : undefined;
  const unit = indentUnit(source, indent, indentAt(source.text, node.start));
  const pair = renderPair(keys, expression, indent, unit, lineEndOf(source.text));
  const value = keys.slice(1).reduceRight((inner, key) => `{${key}: ${inner}}`, expression);
  const inserted: Intention['inserted'] = [
    { into: node.keys, at: node.keys.length, nodes: [parseExpression(keys[0]!)] },
    { into: node.values, at: node.values.length, nodes: [parseExpression(value)] },
  ];
  return verified(source, insertItem(source.text, sequence, sequence.items.length, pair), {
    inserted,
  });
}

/**
 * `key: value`; a dict within gets lines of its own where its neighbours have them (`indent`
 * given).
 */
function renderPair(
  keys: readonly string[],
  expression: string,
  indent: string | undefined,
  unit: string,
  eol: string,
): string {
  const [key, ...rest] = keys;
  if (rest.length === 0) return `${key}: ${expression}`;
  if (indent === undefined)
    return `${key}: {${renderPair(rest, expression, undefined, unit, eol)}}`;
  const inner = indent + unit;
  return `${key}: {${eol}${inner}${renderPair(rest, expression, inner, unit, eol)},${eol}${indent}}`;
}

function indentUnit(source: PySource, indent: string | undefined, outer: string): string {
  if (
    indent?.startsWith(outer) &&
    indent.length > outer.length &&
    /^(\t| {2,4})$/.test(indent.slice(outer.length))
  )
    return indent.slice(outer.length);
  return /[\r\n]\t/.test(source.text) ? '\t' : '    ';
}

/**
 * A statement that may change the setting after it was set: `SETTING[…] = …`,
 * `SETTING[…].update(…)`, `del SETTING[…]`.
 */
function findChange(source: PySource, setting: string): Expression | undefined {
  const reads = new Set<Expression>(readsOf(source, setting));
  for (const node of walk(source.module)) {
    const targets =
      node.kind === 'Assign' || node.kind === 'Delete'
        ? node.targets
        : node.kind === 'AugAssign'
          ? [node.target]
          : [];
    const target = targets.find(
      (one) =>
        one.kind === 'Subscript' && [...walk(one)].some((inner) => reads.has(inner as Expression)),
    );
    if (target !== undefined) return target;
    const isMethod =
      node.kind === 'Call' &&
      node.func.kind === 'Attribute' &&
      ['update', 'setdefault', 'pop', 'clear'].includes(node.func.attr);
    if (isMethod && [...walk(node.func)].some((inner) => reads.has(inner as Expression)))
      return node;
  }
  return undefined;
}
