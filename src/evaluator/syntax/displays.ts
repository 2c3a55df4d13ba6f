import type { Expression } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import type { Run } from '../state/interpreter.ts';
import { dict, placed, sequence } from '../values/constructors.ts';
import { distinct, keyOf } from '../values/keys.ts';
import type { Dict, Scope, Value } from '../values/python-value.ts';
import { mergeVariables } from '../values/variables.ts';
import { placeOf } from './range-of.ts';

/** A list, tuple or set as it is written out; open when it unpacks what is not fully known. */
export function display(
  run: Run,
  node: Expression & { readonly kind: 'List' | 'Tuple' | 'Set' },
  scope: Scope,
  at: SourceRange,
): Value {
  const items: Value[] = [];
  let open = false;
  for (const element of node.elts) {
    if (element.kind === 'Starred') {
      const inner = itemsOf(run, run.evaluate(element.value, scope));
      items.push(...(inner?.items ?? []));
      open ||= inner?.open ?? true;
    } else items.push(placed(run.evaluate(element, scope), placeOf(element, scope)));
  }
  const kind = node.kind === 'List' ? 'list' : node.kind === 'Tuple' ? 'tuple' : 'set';
  return { ...sequence(kind, kind === 'set' ? distinct(items) : items, [], open), at };
}

/** A dict as it is written out. */
export function dictDisplay(
  run: Run,
  node: Expression & { readonly kind: 'Dict' },
  scope: Scope,
): Dict {
  const made = dict();
  for (const [index, keyNode] of node.keys.entries()) {
    const value = run.evaluate(node.values[index]!, scope);
    if (keyNode === null) {
      const inner = value.kind === 'either' ? undefined : value;
      if (inner?.kind === 'dict')
        for (const [key, entry] of inner.entries) made.entries.set(key, entry);
      made.open ||= inner?.kind !== 'dict' || inner.open;
      made.env = mergeVariables(made.env, value.env);
    } else {
      const key = run.evaluate(keyNode, scope);
      const hash = keyOf(key);
      if (hash === undefined) made.open = true;
      else made.entries.set(hash, { key, value });
    }
  }
  return made;
}
