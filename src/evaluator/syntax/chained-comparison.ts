import type { Expression } from '../../python/nodes.ts';
import { compare } from '../builtins/comparison.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { bool, unknown } from '../values/constructors.ts';
import type { Scope, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { withVariables } from '../values/variables.ts';
import { rangeOf } from './range-of.ts';

/** `a < b < c`: each comparison holds, and what follows one that does not is not looked at. */
export function comparison(
  interpreter: Interpreter,
  node: Expression & { readonly kind: 'Compare' },
  scope: Scope,
): Value {
  let left = interpreter.evaluate(node.left, scope);
  let result: Value = bool(true);
  for (const [index, op] of node.ops.entries()) {
    const right = interpreter.evaluate(node.comparators[index]!, scope);
    interpreter.here = rangeOf(node, scope);
    const one = compare(
      interpreter,
      op,
      onDyno(interpreter, left, right),
      onDyno(interpreter, right, left),
    );
    result = index === 0 ? one : truthOf(result) === true ? withVariables(one, result.env) : result;
    if (truthOf(result) === false) return result;
    left = right;
  }
  return result;
}

/**
 * The project's root stands in `/app` on a dyno, and anywhere else: compared with an absolute path
 * it is taken for that when the dyno is known to be one, and is unknown otherwise.
 */
function onDyno(interpreter: Interpreter, value: Value, other: Value): Value {
  if (
    value.kind !== 'str' ||
    other.kind !== 'str' ||
    !value.value.startsWith('<') ||
    !other.value.startsWith('/')
  )
    return value;
  const isBelowRoot =
    value.value === interpreter.rootText || value.value.startsWith(`${interpreter.rootText}/`);
  return isBelowRoot && interpreter.environment.map.has('DYNO')
    ? { ...value, value: `/app${value.value.slice(interpreter.rootText.length)}` }
    : unknown('it depends on where the project stands', value.env);
}
