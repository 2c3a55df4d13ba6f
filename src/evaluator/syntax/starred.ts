import type { Expression } from '../../python/nodes.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import type { Interpreter } from '../state/interpreter.ts';
import type { Scope, Value } from '../values/python-value.ts';
import { mergeVariables } from '../values/variables.ts';
import { spendItems } from '../values/work.ts';

/**
 * The values of the elements of a display, or of the arguments of a call, with those that `*` takes
 * in, and the variables that those come from; incomplete when it takes in a value that is not fully
 * known. `finish` is given each element
 * that has a node of its own.
 */
export function evaluateElements(
  interpreter: Interpreter,
  nodes: readonly Expression[],
  scope: Scope,
  finish: (value: Value, node: Expression) => Value = (value) => value,
): { readonly items: Value[]; readonly incomplete: boolean; readonly env: readonly string[] } {
  const items: Value[] = [];
  let incomplete = false;
  let env: readonly string[] = [];
  for (const node of nodes) {
    if (node.kind === 'Starred') {
      const taken = interpreter.evaluate(node.value, scope);
      const inner = itemsOf(interpreter, taken);
      // A list that is empty for want of a variable leaves nothing else behind that depends on it.
      env = mergeVariables(env, taken.env);
      spendItems(interpreter, inner?.items.length ?? 0);
      for (const item of inner?.items ?? []) items.push(item);
      incomplete ||= inner?.incomplete ?? true;
    } else items.push(finish(interpreter.evaluate(node, scope), node));
  }
  return { items, incomplete, env };
}
