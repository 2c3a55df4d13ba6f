import type { Comprehension, Expression } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { childScope } from '../state/scope.ts';
import { collection, dict } from '../values/constructors.ts';
import { distinct, keyOf } from '../values/keys.ts';
import type { Scope, Value, Variables } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import { assign } from './assign.ts';
import { rangeOf } from './range-of.ts';

type AnyComprehension = Expression & {
  readonly kind: 'ListComp' | 'GeneratorExp' | 'SetComp' | 'DictComp';
};

/**
 * The list, set or dict that a comprehension makes; a generator is taken as the list of all that it
 * gives.
 */
export function comprehension(
  interpreter: Interpreter,
  node: AnyComprehension,
  scope: Scope,
  at: SourceRange,
): Value {
  const inner = { ...childScope(scope, 'function'), parent: scope };
  const items: Value[] = [];
  const made = dict();
  const met = new Set<Variables>();
  const incomplete = generate(
    interpreter,
    node.generators,
    { depth: 0, outer: scope, inner, met },
    () => {
      if (node.kind === 'DictComp') {
        const key = interpreter.evaluate(node.key, inner);
        const hash = keyOf(key);
        if (hash === undefined) made.incomplete = true;
        else made.entries.set(hash, { key, value: interpreter.evaluate(node.value, inner) });
      } else items.push(interpreter.evaluate(node.elt, inner));
    },
  );
  // What leaves nothing behind was made from these variables all the same.
  const env = mergeVariables(...met);
  if (node.kind === 'DictComp')
    return { ...made, incomplete: made.incomplete || incomplete, env, at };
  const kind = node.kind === 'SetComp' ? 'set' : 'list';
  return {
    ...collection(kind, kind === 'set' ? distinct(interpreter, items) : items, env, incomplete),
    at,
  };
}

interface Nesting {
  readonly depth: number;
  readonly outer: Scope;
  readonly inner: Scope;
  /** The variables of what is iterated over, in the order in which they are met. */
  readonly met: Set<Variables>;
}

/**
 * Runs `emit` for every round of the nested loops; true when there may be rounds that are not
 * known.
 */
function generate(
  interpreter: Interpreter,
  loops: readonly Comprehension[],
  nesting: Nesting,
  emit: () => void,
): boolean {
  const { depth, outer, inner, met } = nesting;
  const loop = loops[depth];
  if (loop === undefined) {
    emit();
    return false;
  }
  const iterated = interpreter.evaluate(loop.iter, depth === 0 ? outer : inner);
  met.add(iterated.env);
  const source = itemsOf(interpreter, iterated);
  let incomplete = source?.incomplete ?? true;
  for (const item of source?.items ?? []) {
    interpreter.spend(1);
    assign(interpreter, loop.target, item, inner, rangeOf(loop.target, inner));
    const isTaken = allTrue(interpreter, loop.ifs, inner);
    if (isTaken === undefined) incomplete = true;
    else if (isTaken)
      incomplete =
        generate(interpreter, loops, { ...nesting, depth: depth + 1 }, emit) || incomplete;
  }
  return incomplete;
}

/** Whether all conditions hold; those after one that does not are not evaluated. */
function allTrue(
  interpreter: Interpreter,
  conditions: readonly Expression[],
  scope: Scope,
): boolean | undefined {
  let result: boolean | undefined = true;
  for (const condition of conditions) {
    const truth = truthOf(interpreter.evaluate(condition, scope));
    if (truth === false) return false;
    if (truth === undefined) result = undefined;
  }
  return result;
}
