import type { Expression } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { collection, dict, writtenAt } from '../values/constructors.ts';
import { distinct, keyOf } from '../values/keys.ts';
import type { Dict, Scope, Value } from '../values/python-value.ts';
import { mergeVariables } from '../values/variables.ts';
import { rangeOf } from './range-of.ts';
import { evaluateElements } from './starred.ts';

/** A list, tuple or set as it is written out. */
export function display(
  interpreter: Interpreter,
  node: Expression & { readonly kind: 'List' | 'Tuple' | 'Set' },
  scope: Scope,
  at: SourceRange,
): Value {
  const { items, incomplete, env } = evaluateElements(
    interpreter,
    node.elts,
    scope,
    (value, element) => writtenAt(value, rangeOf(element, scope)),
  );
  const kind = node.kind === 'List' ? 'list' : node.kind === 'Tuple' ? 'tuple' : 'set';
  return {
    ...collection(kind, kind === 'set' ? distinct(interpreter, items) : items, env, incomplete),
    at,
  };
}

/** A dict as it is written out. */
export function dictDisplay(
  interpreter: Interpreter,
  node: Expression & { readonly kind: 'Dict' },
  scope: Scope,
): Dict {
  const made = dict();
  for (const [index, keyNode] of node.keys.entries()) {
    const value = interpreter.evaluate(node.values[index]!, scope);
    if (keyNode === null) {
      const inner = value.kind === 'either' ? undefined : value;
      if (inner?.kind === 'dict') {
        interpreter.spend(inner.entries.size / 2);
        for (const [key, entry] of inner.entries) made.entries.set(key, entry);
      }
      made.incomplete ||= inner?.kind !== 'dict' || inner.incomplete;
      made.env = mergeVariables(made.env, value.env);
    } else {
      const key = interpreter.evaluate(keyNode, scope);
      const hash = keyOf(key);
      if (hash === undefined) made.incomplete = true;
      else made.entries.set(hash, { key, value });
    }
  }
  return made;
}
