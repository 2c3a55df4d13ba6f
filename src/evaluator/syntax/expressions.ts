import type { Expression } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import { binary, wholeNumber } from '../builtins/operators.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { bool, bytes, float, int, none, str, unknown, writtenAt } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import type { FunctionValue, Scope, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { NO_VARIABLES } from '../values/variables.ts';
import { assign } from './assign.ts';
import { evaluateCall } from './call-site.ts';
import { comparison } from './chained-comparison.ts';
import { comprehension } from './comprehensions.ts';
import { conditional, logical } from './conditional-expressions.ts';
import { dictDisplay, display } from './displays.ts';
import { formattedString } from './formatted-string.ts';
import { collectYield } from './generators.ts';
import { lookUpName } from './names.ts';
import { rangeOf } from './range-of.ts';
import { getItem, sliceOf } from './subscripts.ts';

/** The value of an expression. Raises PythonRaise where Python would raise. */
export function evaluate(interpreter: Interpreter, node: Expression, scope: Scope): Value {
  interpreter.spend(1);
  const value = evaluateNode(interpreter, node, scope);
  // What is made from many variables costs more to combine.
  if (value.env.length > 16) interpreter.spend(value.env.length / 16);
  return value;
}

// Long because it has one case for each kind of expression.
function evaluateNode(interpreter: Interpreter, node: Expression, scope: Scope): Value {
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
      return writtenAt(formattedString(interpreter, node.values, scope), at);
    case 'BinOp': {
      const left = evaluate(interpreter, node.left, scope);
      const right = evaluate(interpreter, node.right, scope);
      return madeAt(binary(interpreter, node.op, left, right), at);
    }
    case 'BoolOp':
      return logical(interpreter, node.op, node.values, scope);
    case 'UnaryOp':
      return mapOptions(interpreter, evaluate(interpreter, node.operand, scope), (value) =>
        unary(node.op, value),
      );
    case 'Compare':
      return comparison(interpreter, node, scope);
    case 'IfExp':
      return conditional(interpreter, node, scope);
    case 'Subscript': {
      const container = evaluate(interpreter, node.value, scope);
      const key =
        node.slice.kind === 'Slice'
          ? sliceOf(interpreter, node.slice, scope)
          : evaluate(interpreter, node.slice, scope);
      return getItem(interpreter, container, key, at);
    }
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
        []) {
        interpreter.spend(1);
        collectYield(interpreter, scope, item);
      }
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
      return bytes(node.value);
    case 'int':
      return wholeNumber(Number(node.value), NO_VARIABLES);
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
  if (op === 'Invert') return wholeNumber(-value.value - 1, value.env);
  return op === 'USub' ? { ...value, value: -value.value } : value;
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
