import type { Expression, List, Tuple } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { type Assignment, findAssignments, walk } from '../../python/walk.ts';
import { insertItem } from '../sequence.ts';
import type { EditResult } from '../text-edit.ts';
import { findPlainAssignment, readsOf } from './assignment.ts';
import { parseExpression, verified } from './verified.ts';
import { lineOf, quoted, sequenceOf, stringValue, tokensIn } from './written.ts';

/**
 * Where a new item goes; `otherwise` is for a list that does not hold the neighbour: first, last,
 * or (left out) nowhere.
 */
export interface ListPosition {
  readonly after?: string;
  readonly before?: string;
  readonly otherwise?: 'first' | 'last';
}

/** A list or tuple written out in the source. */
export type ListLiteral = List | Tuple;

/**
 * The edits that put a string into a list setting such as INSTALLED_APPS, in the quotes and the
 * layout of its neighbours. Declined when the setting is not a list written out in the module
 * itself, or is changed by other statements that name the item.
 */
export function insertListItem(
  source: PySource,
  setting: string,
  item: string,
  position: ListPosition,
): EditResult {
  const lists = listsOf(source, setting);
  if (lists.some((list) => indexIn(list, item) !== -1)) return { ok: true, edits: [] };
  const elsewhere = otherMention(source, setting, item);
  if (elsewhere !== undefined)
    return {
      ok: false,
      because: `${setting} already receives '${item}' elsewhere (${elsewhere})`,
    };
  const target = findTarget(source, setting, lists, position);
  if ('because' in target) return { ok: false, because: target.because };
  const { list, index } = target;
  const text = quoted(source, item, list.elts[Math.max(0, index - 1)] ?? list.elts[0]);
  const sequence = sequenceOf(source, list);
  return verified(source, insertItem(source.text, sequence, index, text), {
    inserted: [{ into: list.elts, at: index, nodes: [parseExpression(text)] }],
  });
}

/**
 * The lists written out on the right of the setting's own statements: one, or the parts of a sum. A
 * part that is a name stands for its list when that is set once and used for nothing else.
 * Statements in blocks do not count.
 */
export function listsOf(source: PySource, setting: string): ListLiteral[] {
  return findAssignments(source.module, setting).flatMap((statement) =>
    isDirect(statement, setting) && statement.value !== null
      ? literalsOf(source, statement.value)
      : [],
  );
}

/** Position of a string in a list; -1 when it is not there. */
export function indexIn(list: ListLiteral, item: string): number {
  return list.elts.findIndex((element) => stringValue(element) === item);
}

function isDirect(statement: Assignment, setting: string): boolean {
  const targets = statement.kind === 'Assign' ? statement.targets : [statement.target];
  return (
    targets.every((target) => target.kind === 'Name') &&
    targets.some((target) => target.kind === 'Name' && target.id === setting)
  );
}

function literalsOf(source: PySource, value: Expression): ListLiteral[] {
  const inner = (parts: readonly Expression[]): ListLiteral[] =>
    parts.flatMap((part) => literalsOf(source, part));
  if (value.kind === 'List' || value.kind === 'Tuple')
    return [value, ...inner(value.elts.filter(({ kind }) => kind === 'Starred'))];
  if (value.kind === 'BinOp' && value.op === 'Add') return inner([value.left, value.right]);
  if (value.kind === 'Starred') return inner([value.value]);
  if (
    value.kind === 'Call' &&
    value.func.kind === 'Name' &&
    ['list', 'tuple'].includes(value.func.id)
  )
    return inner(value.args);
  return value.kind === 'Name' ? ownList(source, value.id) : [];
}

function ownList(source: PySource, name: string): ListLiteral[] {
  const found = findPlainAssignment(source, name);
  if (found.state !== 'found' || readsOf(source, name).length !== 1) return [];
  const { value } = found.statement;
  return value.kind === 'List' || value.kind === 'Tuple' ? [value] : [];
}

function findTarget(
  source: PySource,
  setting: string,
  lists: readonly ListLiteral[],
  position: ListPosition,
): { list: ListLiteral; index: number } | { because: string } {
  const neighbour = position.after ?? position.before;
  const holding =
    neighbour === undefined ? [] : lists.filter((list) => indexIn(list, neighbour) !== -1);
  const [only] = holding;
  if (holding.length > 1) return { because: `'${neighbour}' appears in ${setting} more than once` };
  if (only !== undefined)
    return {
      list: only,
      index: indexIn(only, neighbour!) + (position.after === undefined ? 0 : 1),
    };
  const joined = lists
    .flatMap(({ elts }) => elts)
    .find((element) => neighbour !== undefined && joinsStrings(source, element, neighbour));
  if (joined !== undefined)
    return {
      because: `a missing comma next to '${neighbour}' joins two strings (${lineOf(source, joined)})`,
    };
  const [list] = lists;
  if (list === undefined) return { because: whyNoList(source, setting) };
  const wanted = neighbour === undefined ? 'last' : position.otherwise;
  const isWhole =
    findAssignments(source.module, setting, { inBlocks: true }).length === 1 &&
    lists.length === 1 &&
    isAssigned(source, setting, list);
  if (
    wanted === undefined ||
    !isWhole ||
    (wanted === 'first' && list.elts.some((element) => stringValue(element) === undefined))
  ) {
    const because =
      neighbour === undefined
        ? `${setting} is assembled from several parts`
        : `${setting} does not contain '${neighbour}' in this file`;
    return { because };
  }
  return { list, index: wanted === 'first' ? 0 : list.elts.length };
}

function joinsStrings(source: PySource, element: Expression, part: string): boolean {
  return (
    (stringValue(element)?.includes(part) ?? false) &&
    tokensIn(source, element.start, element.end).filter(({ kind }) => kind === 'string').length > 1
  );
}

function isAssigned(source: PySource, setting: string, list: ListLiteral): boolean {
  return findAssignments(source.module, setting).some(
    (statement) => statement.kind !== 'AugAssign' && statement.value === list,
  );
}

/**
 * Why a setting has no list written out: it is not set, set in a class or a block, or made in
 * another way.
 */
export function whyNoList(source: PySource, setting: string): string {
  const [statement] = findAssignments(source.module, setting, { inBlocks: true });
  if (statement === undefined) {
    const inClass = source.module.body.find(
      (one) =>
        one.kind === 'ClassDef' &&
        [...walk(one)].some((node) => node.kind === 'Name' && node.id === setting),
    );
    if (inClass !== undefined)
      return `${setting} is set inside a class (${lineOf(source, inClass)})`;
    return `${setting} is not set in this file`;
  }
  if (!findAssignments(source.module, setting).includes(statement))
    return `${setting} is set inside a block (${lineOf(source, statement)})`;
  return `${setting} is not a literal list (${lineOf(source, statement)})`;
}

/**
 * The line of a statement that names both the setting and the item without being one of its lists:
 * `SETTING.append("…")`, also inside `if`.
 */
export function otherMention(source: PySource, setting: string, item: string): string | undefined {
  for (const statement of source.module.body) {
    const nodes = [...walk(statement)];
    if (
      nodes.some((node) => node.kind === 'Name' && node.id === setting) &&
      nodes.some((node) => stringValue(node as Expression) === item)
    ) {
      return lineOf(source, nodes.find((node) => stringValue(node as Expression) === item)!);
    }
  }
  return undefined;
}
