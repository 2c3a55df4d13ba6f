import type { Expression } from '../../python/nodes.ts';
import { type PySource, parsePython } from '../../python/parse.ts';
import { dottedName } from '../../python/walk.ts';
import { insertItem } from '../sequence.ts';
import { applyEdits, type EditResult } from '../text-edit.ts';
import { ensureImport, type WantedImport } from './imports.ts';
import { listsOf } from './list-items.ts';
import { parseExpression, verified } from './verified.ts';
import { lineOf, quoted, sequenceOf, stringValue } from './written.ts';

/**
 * A route to add. `view` is an expression, such as `healthz`; `viewImport` says where its first
 * name comes from.
 */
export interface UrlPattern {
  readonly route: string;
  readonly view: string;
  readonly viewImport?: WantedImport;
  readonly name?: string;
}

/**
 * The edits that put `path(route, view)` at the head of `urlpatterns`, where no catch-all stands
 * before it, with the imports it needs. Nothing to do when a pattern has that route; declined when
 * `urlpatterns` is not a list written out in this file.
 */
export function addUrlPattern(source: PySource, pattern: UrlPattern): EditResult {
  const lists = listsOf(source, 'urlpatterns');
  const [list] = lists;
  if (list === undefined)
    return { ok: false, because: 'urlpatterns is not a literal list in this file' };
  if (lists.some(({ elts }) => elts.some((element) => routeOf(element) === pattern.route)))
    return { ok: true, edits: [] };
  const before = source.module.body.find(
    ({ start, end }) => start <= list.start && list.end <= end,
  )!.start;
  const path = ensureImport(source, { from: 'django.urls', name: 'path' }, { before });
  if (!path.ok) return path;
  const view =
    pattern.viewImport === undefined
      ? undefined
      : ensureImport(source, pattern.viewImport, { before });
  if (view !== undefined && !view.ok) return view;
  if (path.edits.length > 0 && view !== undefined && view.ok && view.name === 'path') {
    return {
      ok: false,
      because: `the view is named path, like the function in django.urls (${lineOf(source, list)})`,
    };
  }
  const like = list.elts.map(firstArgument).find((one) => stringValue(one) !== undefined);
  const called = view?.ok ? pattern.view.replace(/^\w+/, view.name) : pattern.view;
  const name = pattern.name === undefined ? '' : `, name=${quoted(source, pattern.name, like)}`;
  const text = `${path.name}(${quoted(source, pattern.route, like)}, ${called}${name})`;
  const item = verified(source, insertItem(source.text, sequenceOf(source, list), 0, text), {
    inserted: [{ into: list.elts, at: 0, nodes: [parseExpression(text)] }],
  });
  if (!item.ok) return item;
  const edits = [...path.edits, ...(view?.edits ?? []), ...item.edits];
  // Each part was checked alone; together they must still be Python.
  const together = parsePython(source.file, applyEdits(source.text, edits));
  return together.ok
    ? { ok: true, edits }
    : { ok: false, because: `the result would not be valid Python: ${together.error.message}` };
}

/** The route of a call, by place or by name: `route` of `path`, `regex` of `url`. */
function firstArgument(element: Expression): Expression | undefined {
  if (element.kind !== 'Call') return undefined;
  return (
    element.args[0] ?? element.keywords.find(({ arg }) => arg === 'route' || arg === 'regex')?.value
  );
}

/**
 * The route of a `path(…)`, or of a `re_path(…)` or `url(…)` whose expression is a plain text
 * between `^` and `$`.
 */
function routeOf(element: Expression): string | undefined {
  const text = stringValue(firstArgument(element));
  if (element.kind !== 'Call' || text === undefined) return undefined;
  return /(^|\.)path$/.test(dottedName(element.func) ?? '')
    ? text
    : text.replace(/^\^/, '').replace(/\$$/, '').replace(/\/\?$/, '/');
}
