import { FIELDS } from '../../python/fields.ts';
import type { Expression, PyNode, Statement } from '../../python/nodes.ts';
import { type PySource, parsePython } from '../../python/parse.ts';
import { startOfLine, startOfNextLine } from '../line-ends.ts';
import { applyEdits, type EditResult, type TextEdit } from '../text-edit.ts';

/**
 * What an edit means to do to the tree; everything else must stay. Nodes and lists are those of the
 * tree before the edit.
 */
export interface Intention {
  /** Nodes with what stands in their place; none means that the node is removed from its list. */
  readonly replaced?: ReadonlyMap<PyNode, readonly PyNode[]>;
  /** True when the comments within the edited ranges go with what is removed. */
  readonly dropsComments?: boolean;
  /** Nodes put into a list before the node that was at `at`. */
  readonly inserted?: readonly {
    readonly into: readonly (PyNode | null)[];
    readonly at: number;
    readonly nodes: readonly PyNode[];
  }[];
}

/**
 * The edits, if the text they make is Python and its tree is the old one changed as intended and in
 * nothing else; else why not. The last look before an edit is offered: it catches strings that
 * join, comments that swallow code and lists that are not what they seem.
 */
export function verified(
  source: PySource,
  edits: readonly TextEdit[],
  intention: Intention,
): EditResult {
  if (isVerifiedNearby(source, edits, intention)) return { ok: true, edits };
  const after = parsePython(source.file, applyEdits(source.text, edits));
  if (!after.ok)
    return { ok: false, because: `the result would not be valid Python: ${after.error.message}` };
  const lost = intention.dropsComments
    ? undefined
    : lostComment(commentsOf(source), commentsOf(after.source));
  if (lost !== undefined) return { ok: false, because: `a comment would be lost: ${lost}` };
  if (shapeOf(after.source.module) === shapeOf(source.module, intention))
    return { ok: true, edits };
  return {
    ok: false,
    because: 'the code is written in a form that cannot be changed safely',
  };
}

/**
 * The same for the top-level statements around the edits alone, as whole lines: what stands outside
 * is the same text, read in the same way, as long as the part is Python by itself. A check offers
 * many edits of one long file, and reading it anew for each would double its time. False says only
 * that the whole file must be looked at.
 */
function isVerifiedNearby(
  source: PySource,
  edits: readonly TextEdit[],
  intention: Intention,
): boolean {
  const { text, module } = source;
  const { body } = module;
  const firstEdit = Math.min(...edits.map(({ start }) => start));
  const lastEdit = Math.max(...edits.map(({ end }) => end));
  const firstLine = startOfLine(text, firstEdit);
  const nextLine = lastEdit === 0 ? 0 : startOfNextLine(text, lastEdit - 1);
  const low = countLeading(body, ({ end }) => end < firstLine);
  const high =
    low + countLeading(body.slice(low), ({ start }) => start < nextLine || start <= lastEdit);
  const next = body[high];
  // The place of a decorated statement begins below its decorators.
  if (
    edits.length === 0 ||
    (next !== undefined && 'decorator_list' in next && next.decorator_list.length > 0)
  )
    return false;
  if (intention.inserted?.some(({ into, at }) => into === body && (at < low || at > high)))
    return false;
  const from = low === 0 ? 0 : startOfNextLine(text, body[low - 1]!.end);
  const to = next === undefined ? text.length : startOfLine(text, next.start);
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }));
  const changed = applyEdits(text.slice(from, to), moved);
  // Lines must not join with those before and behind.
  if (
    /\\(\r\n|\r|\n)$/.test(text.slice(0, from)) ||
    (next !== undefined && !/(^|[^\\])(\r\n|\r|\n)$/.test(changed))
  )
    return false;
  const after = parsePython(source.file, changed);
  if (!after.ok) return false;
  const comments = source
    .tokens()
    .filter(({ kind, start }) => kind === 'comment' && start >= from && start < to);
  const lost = intention.dropsComments
    ? undefined
    : lostComment(
        comments.map((comment) => comment.text.trimEnd()),
        commentsOf(after.source),
      );
  if (lost !== undefined) return false;
  const part = body.slice(low, high);
  const inserted = intention.inserted?.map((one) =>
    one.into === body ? { ...one, into: part, at: one.at - low } : one,
  );
  return (
    shapeOf(after.source.module) ===
    shapeOf(
      { ...module, body: part },
      { ...intention, ...(inserted === undefined ? {} : { inserted }) },
    )
  );
}

function countLeading<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  const found = items.findIndex((item) => !holds(item));
  return found < 0 ? items.length : found;
}

/** The first comment of the old text that the new one holds less often. */
function lostComment(before: readonly string[], after: readonly string[]): string | undefined {
  const left = [...after];
  return before.find((comment) => {
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

/**
 * The tree of one expression. Throws when the text is none, since our own templates are at fault
 * then.
 */
export function parseExpression(text: string): Expression {
  const [statement] = parseStatements(text);
  if (statement?.kind !== 'Expr') throw new Error(`Not a Python expression: ${text}`);
  return statement.value;
}

/**
 * The trees of the statements in a text. Throws when it is not Python, since our own templates are
 * at fault then.
 */
export function parseStatements(text: string): readonly Statement[] {
  const parse = parsePython('', text);
  if (!parse.ok) throw new Error(`Not Python: ${text}`);
  return parse.source.module.body;
}

function shapeOf(root: PyNode, intention: Intention = {}): string {
  const listShape = (list: readonly unknown[]): unknown[] => {
    const insertions = intention.inserted?.filter(({ into }) => into === list) ?? [];
    const shapes = (at: number): unknown[] =>
      insertions
        .filter((one) => one.at === at)
        .flatMap(({ nodes }) => nodes.map((node) => JSON.parse(shapeOf(node)) as unknown));
    return [
      ...list.flatMap((item, at) => {
        const put = isNode(item) ? intention.replaced?.get(item) : undefined;
        const own =
          put === undefined
            ? [shape(item)]
            : put.map((node) => JSON.parse(shapeOf(node)) as unknown);
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
    return [
      value.kind,
      fields.type === undefined ? 0 : shape(fields.type),
      ...FIELDS[value.kind].map((field) => shape(fields[field])),
    ];
  };
  return JSON.stringify(shape(root));
}

function isNode(value: unknown): value is PyNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
