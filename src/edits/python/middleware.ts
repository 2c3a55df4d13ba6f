import { type PySource, parsePython } from '../../python/parse.ts';
import { endOfLine, isFirstOnLine, lineEndOf, startOfLine } from '../line-ends.ts';
import { minimalEdit } from '../minimal-edit.ts';
import { commentsOf, insertItem, removeItem } from '../sequence.ts';
import { applyEdits, type EditResult } from '../text-edit.ts';
import { indexIn, insertListItem, listsOf, whyNoList } from './list-items.ts';
import { verified } from './verified.ts';
import { sequenceOf, stringValue } from './written.ts';

const SETTING = 'MIDDLEWARE';

/**
 * The edits that list a middleware directly behind another one; first, when the list is written out
 * and lacks the other. A middleware that is listed anywhere stays where it is: see
 * `moveMiddleware`.
 */
export function insertMiddleware(
  source: PySource,
  middleware: string,
  { after }: { readonly after: string },
): EditResult {
  return insertListItem(source, SETTING, middleware, { after, otherwise: 'first' });
}

/**
 * The edits that bring a listed middleware directly behind another one, with the comments beside
 * and above it. Declined when one of them is not in a list of this module, or they stand in
 * different lists.
 */
export function moveMiddleware(
  source: PySource,
  middleware: string,
  { after }: { readonly after: string },
): EditResult {
  const lists = listsOf(source, SETTING);
  if (lists.length === 0) return { ok: false, because: whyNoList(source, SETTING) };
  const list = lists.find((one) => indexIn(one, middleware) !== -1);
  if (list === undefined)
    return { ok: false, because: `${SETTING} does not contain '${middleware}' in this file` };
  const named = lists
    .flatMap(({ elts }) => elts)
    .filter((element) => stringValue(element) === middleware);
  if (named.length > 1)
    return { ok: false, because: `'${middleware}' appears in ${SETTING} more than once` };
  const from = indexIn(list, middleware);
  const anchor = indexIn(list, after);
  if (anchor === -1)
    return { ok: false, because: `'${after}' is not in the same list as '${middleware}'` };
  if (from === anchor + 1) return { ok: true, edits: [] };
  const moved = moveItem(source, from, middleware, after);
  if (moved === undefined)
    return { ok: false, because: `the comments next to '${middleware}' cannot be moved with it` };
  return verified(source, minimalEdit(source.text, moved), {
    replaced: new Map([[list.elts[from]!, []]]),
    inserted: [{ into: list.elts, at: anchor + 1, nodes: [list.elts[from]!] }],
  });
}

/**
 * The text after the move, made in two steps; undefined when comments would be left behind or the
 * list is not what it seems.
 */
function moveItem(
  source: PySource,
  from: number,
  middleware: string,
  after: string,
): string | undefined {
  const located = (
    text: string,
  ): { source: PySource; list: ReturnType<typeof listsOf>[number] } | undefined => {
    const parse = parsePython(source.file, text);
    const list = parse.ok
      ? listsOf(parse.source, SETTING).find((one) => indexIn(one, after) !== -1)
      : undefined;
    return parse.ok && list !== undefined ? { source: parse.source, list } : undefined;
  };
  const start = located(source.text);
  if (start === undefined) return undefined;
  const sequence = sequenceOf(start.source, start.list);
  const { above, beside } = commentsOf(source.text, sequence, from);
  const written = source.text.slice(sequence.items[from]!.start, sequence.items[from]!.end);
  const removed = located(applyEdits(source.text, removeItem(source.text, sequence, from)));
  if (removed === undefined) return undefined;
  const edits = insertItem(
    removed.source.text,
    sequenceOf(removed.source, removed.list),
    indexIn(removed.list, after) + 1,
    written,
  );
  const inserted = located(applyEdits(removed.source.text, edits));
  if (inserted === undefined) return undefined;
  if (above.length === 0 && beside === '') return inserted.source.text;
  const { text } = inserted.source;
  const item = sequenceOf(inserted.source, inserted.list).items[
    indexIn(inserted.list, middleware)
  ]!;
  const behind = item.comma === undefined ? item.end : item.comma + 1;
  if (!isFirstOnLine(text, item.start) || text.slice(behind, endOfLine(text, behind)).trim() !== '')
    return undefined;
  const lineStart = startOfLine(text, item.start);
  return applyEdits(text, [
    {
      start: lineStart,
      end: lineStart,
      text: above.map((line) => line + lineEndOf(text)).join(''),
    },
    { start: behind, end: behind, text: beside },
  ]);
}
