import type { Call, Expression, PyNode } from '../../python/nodes.ts';
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
 * How the expression alone asks the database: by which method of a manager, or `iterate`. Undefined
 * when it does not: a query set waits until somebody walks through it.
 */
export function databaseQuestion(node: PyNode): string | undefined {
  switch (node.kind) {
    case 'Call':
      return questionOfCall(node);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return node.generators.some(({ iter }) => isQuerySet(iter)) ? ITERATE : undefined;
    case 'For':
      return isQuerySet(node.iter) ? ITERATE : undefined;
    case 'Subscript':
      return node.slice.kind === 'Constant' && isQuerySet(node.value) ? ITERATE : undefined;
    default:
      return undefined;
  }
}

const ITERATE = 'iterate';

function questionOfCall({ func, args, keywords }: Call): string | undefined {
  if (func.kind === 'Attribute' && ASKING.has(func.attr) && isQuerySet(func.value))
    return func.attr;
  const name = dottedName(func) ?? '';
  const [first] = args;
  if (WALKING.has(name) && first !== undefined) {
    const walked =
      first.kind === 'GeneratorExp' ? first.generators.map(({ iter }) => iter) : [first];
    return walked.some(isQuerySet) ? ITERATE : undefined;
  }
  if (/(^|\.)connections?\.cursor$/.test(name)) return 'cursor';
  // A field makes a list of its choices when it is made.
  const hasChoices = keywords.some(({ arg, value }) => arg === 'choices' && isQuerySet(value));
  return hasChoices && /(Field|Filter)$/.test(name) ? ITERATE : undefined;
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
