import type { Expression } from '../../python/nodes.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { unknown } from '../values/constructors.ts';
import { joinAll } from '../values/join.ts';
import type { Scope, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables, NO_VARIABLES, withVariables } from '../values/variables.ts';

/** `a and b` or `a or b`. */
export function logical(
  interpreter: Interpreter,
  op: 'And' | 'Or',
  nodes: readonly Expression[],
  scope: Scope,
): Value {
  const undecided: Value[] = [];
  let env = NO_VARIABLES;
  for (const [index, node] of nodes.entries()) {
    const value =
      undecided.length === 0
        ? interpreter.evaluate(node, scope)
        : evaluateApart(interpreter, node, scope);
    if (value === undefined) continue;
    const isLast = index === nodes.length - 1;
    const truth = truthOf(value);
    if (truth === undefined && !isLast) {
      undecided.push(value);
      env = mergeVariables(env, value.env);
    } else if (isLast || truth === (op === 'Or')) {
      // Of an undecided `a or b`, `a` is only given when it is true.
      const candidates = undecided.flatMap((one) =>
        one.kind === 'either'
          ? one.options.filter((option) => truthOf(option) !== (op === 'And'))
          : [one],
      );
      return undecided.length === 0
        ? withVariables(value, env)
        : joinAll(interpreter, [...candidates, value], env);
    } else env = mergeVariables(env, value.env);
  }
  return joinAll(interpreter, undecided, env);
}

/** `body if test else orelse`. */
export function conditional(
  interpreter: Interpreter,
  node: Expression & { readonly kind: 'IfExp' },
  scope: Scope,
): Value {
  const test = interpreter.evaluate(node.test, scope);
  const truth = truthOf(test);
  if (truth !== undefined) {
    const value = interpreter.evaluate(truth ? node.body : node.orelse, scope);
    return withVariables(value, test.env);
  }
  const [first, second] = interpreter.transaction.branch(
    () => valueUnlessRaised(interpreter, node.body, scope),
    () => valueUnlessRaised(interpreter, node.orelse, scope),
    () => 'both',
  );
  const values = [first, second].filter((value) => value !== undefined);
  return values.length === 0
    ? unknown('both branches raise', test.env)
    : joinAll(interpreter, values, test.env);
}

/**
 * An operand after one that is not decided: it may not be evaluated at all, so what it raises is
 * not decided either. Undefined when it raises.
 */
function evaluateApart(
  interpreter: Interpreter,
  node: Expression,
  scope: Scope,
): Value | undefined {
  const [value] = interpreter.transaction.branch<Value | undefined>(
    () => valueUnlessRaised(interpreter, node, scope),
    () => undefined,
    () => 'first',
  );
  return value;
}

function valueUnlessRaised(
  interpreter: Interpreter,
  node: Expression,
  scope: Scope,
): Value | undefined {
  try {
    return interpreter.evaluate(node, scope);
  } catch (error) {
    if (error instanceof PythonRaise) return undefined;
    throw error;
  }
}
