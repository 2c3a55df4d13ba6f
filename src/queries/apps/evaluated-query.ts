import type { Expression, PyNode } from '../../python/nodes.ts';
import { dottedName } from '../../python/walk.ts';

/** Methods of managers and query sets that ask the database at once. Source: Django 6.1; read 2026-11-30. */
const ASKING = new Set(
  (
    'get first last count exists create get_or_create update_or_create bulk_create bulk_update aggregate latest earliest ' +
    'delete update in_bulk explain get_current get_for_model get_for_models get_by_natural_key create_user create_superuser'
  ).split(' '),
);
/** Functions that walk through what they are given. */
const WALKING = new Set(
  'list tuple set frozenset dict sorted len bool max min sum any all'.split(' '),
);

/**
 * True when the expression alone asks the database: not for a query set, which waits until somebody
 * walks through it.
 */
export function asksDatabase(node: PyNode): boolean {
  switch (node.kind) {
    case 'Call':
      return isAskingCall(node.func, node.args, node.keywords);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return node.generators.some(({ iter }) => isQuerySet(iter));
    case 'For':
      return isQuerySet(node.iter);
    case 'Subscript':
      return node.slice.kind === 'Constant' && isQuerySet(node.value);
    default:
      return false;
  }
}

function isAskingCall(
  func: Expression,
  args: readonly Expression[],
  keywords: readonly { readonly arg: string | null; readonly value: Expression }[],
): boolean {
  if (func.kind === 'Attribute' && ASKING.has(func.attr) && isQuerySet(func.value)) return true;
  const name = dottedName(func) ?? '';
  const [first] = args;
  if (WALKING.has(name) && first !== undefined)
    return first.kind === 'GeneratorExp'
      ? first.generators.some(({ iter }) => isQuerySet(iter))
      : isQuerySet(first);
  if (/(^|\.)connections?(\[.*\])?\.cursor$/.test(name)) return true;
  // A field makes a list of its choices when it is made.
  return (
    /(Field|Filter)$/.test(name) &&
    keywords.some(({ arg, value }) => arg === 'choices' && isQuerySet(value))
  );
}

/** `Note.objects`, `get_user_model().objects`, and what their methods return. */
function isQuerySet(expression: Expression): boolean {
  let inner = expression;
  for (;;) {
    if (inner.kind === 'Call') inner = inner.func;
    else if (inner.kind === 'Subscript') inner = inner.value;
    else if (inner.kind === 'Attribute') {
      if (inner.attr === 'objects' || inner.attr === '_default_manager')
        return isModel(inner.value);
      inner = inner.value;
    } else return false;
  }
}

function isModel(expression: Expression): boolean {
  if (expression.kind === 'Call')
    return /(^|\.)(get_user_model|get_model)$/.test(dottedName(expression.func) ?? '');
  return /^[A-Z]/.test(dottedName(expression)?.split('.').at(-1) ?? '');
}
