import type { Expression } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { formatValue } from '../builtins/format.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import { binary } from '../builtins/operators.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { bool, float, int, none, str, unknown, writtenAt } from '../values/constructors.ts';
import { joinAll } from '../values/join.ts';
import type { FunctionValue, Scope, Value, Variables } from '../values/python-value.ts';
import { reprOf } from '../values/text.ts';
import { mapOptions, truthOf } from '../values/truth.ts';
import { mergeVariables, withVariables } from '../values/variables.ts';
import { assign } from './assign.ts';
import { evaluateCall } from './call-site.ts';
import { comparison } from './chained-comparison.ts';
import { comprehension } from './comprehensions.ts';
import { dictDisplay, display } from './displays.ts';
import { collectYield } from './generators.ts';
import { lookUpName } from './names.ts';
import { rangeOf } from './range-of.ts';
import { getItem, sliceOf } from './subscripts.ts';

/** The value of an expression. Raises PythonRaise where Python would raise. */
export function evaluate(interpreter: Interpreter, node: Expression, scope: Scope): Value {
  interpreter.step();
  const at = rangeOf(node, scope);
  switch (node.kind) {
    case 'Constant':
      return writtenAt(constant(node), at);
    case 'Name':
      return lookUpName(interpreter, node.id, scope, at);
    case 'Attribute':
      return interpreter.attribute(evaluate(interpreter, node.value, scope), node.attr, at);
    case 'Call':
      return evaluateCall(interpreter, node, scope, at);
    case 'List':
    case 'Tuple':
    case 'Set':
      return display(interpreter, node, scope, at);
    case 'Dict':
      return { ...dictDisplay(interpreter, node, scope), at };
    case 'JoinedStr':
      return writtenAt(joined(interpreter, node.values, scope), at);
    case 'BinOp':
      return madeAt(
        binary(
          node.op,
          evaluate(interpreter, node.left, scope),
          evaluate(interpreter, node.right, scope),
        ),
        at,
      );
    case 'BoolOp':
      return boolean(interpreter, node.op, node.values, scope);
    case 'UnaryOp':
      return mapOptions(evaluate(interpreter, node.operand, scope), (value) =>
        unary(node.op, value),
      );
    case 'Compare':
      return comparison(interpreter, node, scope);
    case 'IfExp':
      return conditional(interpreter, node, scope);
    case 'Subscript':
      return getItem(
        interpreter,
        evaluate(interpreter, node.value, scope),
        node.slice.kind === 'Slice'
          ? sliceOf(interpreter, node.slice, scope)
          : evaluate(interpreter, node.slice, scope),
        at,
      );
    case 'NamedExpr': {
      const value = evaluate(interpreter, node.value, scope);
      assign(interpreter, node.target, value, scope, at);
      return value;
    }
    case 'Lambda':
      return { ...lambda(interpreter, node, scope), at };
    case 'ListComp':
    case 'GeneratorExp':
    case 'SetComp':
    case 'DictComp':
      return comprehension(interpreter, node, scope, at);
    case 'Starred':
      return evaluate(interpreter, node.value, scope);
    case 'Yield':
      collectYield(
        interpreter,
        scope,
        node.value === null ? none() : evaluate(interpreter, node.value, scope),
      );
      return none();
    case 'YieldFrom':
      for (const item of itemsOf(interpreter, evaluate(interpreter, node.value, scope))?.items ??
        [])
        collectYield(interpreter, scope, item);
      return none();
    default:
      return unknown('it uses a construct that is not evaluated');
  }
}

function constant(node: Expression & { readonly kind: 'Constant' }): Value {
  switch (node.type) {
    case 'str':
      return str(node.value);
    case 'bytes':
      return { kind: 'bytes', value: node.value, env: [], at: undefined };
    case 'int':
      return int(Number(node.value));
    case 'float':
      return float(node.value);
    case 'bool':
      return bool(node.value);
    case 'None':
      return none();
    default:
      return unknown('it is a complex number or an ellipsis');
  }
}

function madeAt(value: Value, at: SourceRange): Value {
  return value.kind === 'either' ? value : writtenAt(value, at);
}

function joined(interpreter: Interpreter, parts: readonly Expression[], scope: Scope): Value {
  let text = '';
  let env: Variables = [];
  let because: string | undefined;
  for (const part of parts) {
    if (part.kind === 'Constant') text += part.value;
    if (part.kind !== 'FormattedValue') continue;
    const value = evaluate(interpreter, part.value, scope);
    env = mergeVariables(env, value.env);
    const specification =
      part.format_spec === null ? str('') : evaluate(interpreter, part.format_spec, scope);
    const shown = part.conversion === 114 ? str(reprOf(value) ?? '') : value;
    const piece =
      specification.kind === 'str' ? formatValue(shown, specification.value) : undefined;
    if (piece === undefined)
      because ??=
        value.kind === 'unknown' ? value.because : 'it is formatted from what is not fully known';
    text += piece ?? '';
  }
  return because === undefined ? str(text, env) : unknown(because, env);
}

function boolean(
  interpreter: Interpreter,
  op: 'And' | 'Or',
  nodes: readonly Expression[],
  scope: Scope,
): Value {
  const undecided: Value[] = [];
  let env: Variables = [];
  for (const [index, node] of nodes.entries()) {
    const value = withTruth(interpreter, undecided, () => evaluate(interpreter, node, scope));
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
        : joinAll([...candidates, value], env);
    } else env = mergeVariables(env, value.env);
  }
  return joinAll(undecided, env);
}

/** After an operand that is not decided, what raises in a later one is not decided either. */
function withTruth(
  interpreter: Interpreter,
  undecided: readonly Value[],
  get: () => Value,
): Value | undefined {
  if (undecided.length === 0) return get();
  const [value] = interpreter.transaction.branch<Value | undefined>(
    () => {
      try {
        return get();
      } catch (error) {
        if (error instanceof RangeError) throw error;
        return undefined;
      }
    },
    () => undefined,
    () => 'first',
  );
  return value;
}

function unary(op: 'Invert' | 'Not' | 'UAdd' | 'USub', value: Value): Value {
  if (op === 'Not') {
    const truth = truthOf(value);
    return truth === undefined
      ? unknown(value.kind === 'unknown' ? value.because : 'it depends on a condition', value.env)
      : bool(!truth, value.env);
  }
  if (value.kind === 'bool')
    return int(op === 'USub' ? -Number(value.value) : Number(value.value), value.env);
  if (value.kind !== 'int' && value.kind !== 'float')
    return unknown(
      value.kind === 'unknown' ? value.because : `it is made from a ${value.kind}`,
      value.env,
    );
  if (op === 'Invert') return int(~value.value, value.env);
  return op === 'USub' ? { ...value, value: -value.value } : value;
}

function conditional(
  interpreter: Interpreter,
  node: Expression & { readonly kind: 'IfExp' },
  scope: Scope,
): Value {
  const test = evaluate(interpreter, node.test, scope);
  const truth = truthOf(test);
  if (truth !== undefined) {
    const value = evaluate(interpreter, truth ? node.body : node.orelse, scope);
    return withVariables(value, test.env);
  }
  const attempt = (branch: Expression) => (): Value | undefined => {
    try {
      return evaluate(interpreter, branch, scope);
    } catch (error) {
      if (error instanceof RangeError) throw error;
      return undefined;
    }
  };
  const [first, second] = interpreter.transaction.branch(
    attempt(node.body),
    attempt(node.orelse),
    () => 'both',
  );
  const values = [first, second].filter((value) => value !== undefined);
  return values.length === 0 ? unknown('both branches raise', test.env) : joinAll(values, test.env);
}

function lambda(
  interpreter: Interpreter,
  node: Expression & { readonly kind: 'Lambda' },
  scope: Scope,
): FunctionValue {
  return {
    kind: 'function',
    node: { name: '<lambda>', args: node.args },
    body: node.body,
    scope,
    defaults: node.args.defaults.map((value) => evaluate(interpreter, value, scope)),
    keywordDefaults: node.args.kw_defaults.map((value) =>
      value === null ? undefined : evaluate(interpreter, value, scope),
    ),
    isGenerator: false,
    binding: 'plain',
    env: [],
    at: undefined,
  };
}
