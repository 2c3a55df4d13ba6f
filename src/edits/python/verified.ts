import { FIELDS } from '../../project/python/fields.ts';
import type { Expression, PyNode, Statement } from '../../project/python/nodes.ts';
import { type PySource, parsePython } from '../../project/python/parse.ts';
import { applyEdits, type EditResult, type TextEdit } from '../text-edit.ts';

/** What an edit means to do to the tree; everything else must stay. Nodes and lists are those of the tree before the edit. */
export interface Intention {
  /** Nodes with what stands in their place; none means that the node is removed from its list. */
  readonly replaced?: ReadonlyMap<PyNode, readonly PyNode[]>;
  /** True when the comments within the edited ranges go with what is removed. */
  readonly dropsComments?: boolean;
  /** Nodes put into a list before the node that was at `at`. */
  readonly inserted?: readonly { readonly into: readonly (PyNode | null)[]; readonly at: number; readonly nodes: readonly PyNode[] }[];
}

/**
 * The edits, if the text they make is Python and its tree is the old one changed as intended and in nothing else; else why not.
 * The last look before an edit is offered: it catches strings that join, comments that swallow code and lists that are not what they seem.
 */
export function verified(source: PySource, edits: readonly TextEdit[], intention: Intention): EditResult {
  const after = parsePython(source.file, applyEdits(source.text, edits));
  if (!after.ok) return { ok: false, because: `the text would no longer be Python: ${after.error.message}` };
  const lost = intention.dropsComments ? undefined : lostComment(source, after.source);
  if (lost !== undefined) return { ok: false, because: `a comment would be lost: ${lost}` };
  if (shapeOf(after.source.module) === shapeOf(source.module, intention)) return { ok: true, edits };
  return { ok: false, because: 'the way it is written is not understood well enough to change it and nothing else' };
}

/** The first comment of the old text that the new one holds less often. */
function lostComment(before: PySource, after: PySource): string | undefined {
  const left = commentsOf(after);
  return commentsOf(before).find((comment) => {
    const at = left.indexOf(comment);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function commentsOf(source: PySource): string[] {
  return source.tokens().flatMap(({ kind, text }) => (kind === 'comment' ? [text.trimEnd()] : []));
}

/** True when both trees mean the same, wherever they stand. */
export function isSameTree(one: PyNode, other: PyNode): boolean {
  return shapeOf(one) === shapeOf(other);
}

/** The tree of one expression. Throws when the text is none, since our own templates are at fault then. */
export function parseExpression(text: string): Expression {
  const [statement] = parseStatements(text);
  if (statement?.kind !== 'Expr') throw new Error(`Not a Python expression: ${text}`);
  return statement.value;
}

/** The trees of the statements in a text. Throws when it is not Python, since our own templates are at fault then. */
export function parseStatements(text: string): readonly Statement[] {
  const parse = parsePython('', text);
  if (!parse.ok) throw new Error(`Not Python: ${text}`);
  return parse.source.module.body;
}

function shapeOf(root: PyNode, intention: Intention = {}): string {
  const listShape = (list: readonly unknown[]): unknown[] => {
    const insertions = intention.inserted?.filter(({ into }) => into === list) ?? [];
    const shapes = (at: number): unknown[] =>
      insertions.filter((one) => one.at === at).flatMap(({ nodes }) => nodes.map((node) => JSON.parse(shapeOf(node)) as unknown));
    return [
      ...list.flatMap((item, at) => {
        const put = isNode(item) ? intention.replaced?.get(item) : undefined;
        const own = put === undefined ? [shape(item)] : put.map((node) => JSON.parse(shapeOf(node)) as unknown);
        return [...shapes(at), ...own];
      }),
      ...shapes(list.length),
    ];
  };
  const shape = (value: unknown): unknown => {
    if (Array.isArray(value)) return listShape(value);
    if (!isNode(value)) return typeof value === 'bigint' ? `${value}n` : (value ?? null);
    const put = intention.replaced?.get(value)?.[0];
    if (put !== undefined) return JSON.parse(shapeOf(put)) as unknown;
    const fields = value as unknown as Readonly<Record<string, unknown>>;
    return [value.kind, fields.type === undefined ? 0 : shape(fields.type), ...FIELDS[value.kind].map((field) => shape(fields[field]))];
  };
  return JSON.stringify(shape(root));
}

function isNode(value: unknown): value is PyNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
