import type { CompareOperator } from '../../python/nodes.ts';
import { PythonRaise } from '../state/raise.ts';
import { bool, unknown } from '../values/constructors.ts';
import { joinAll } from '../values/join.ts';
import { keyOf } from '../values/keys.ts';
import { plainOf } from '../values/plain.ts';
import { isScalar, type NativeObject, type Value } from '../values/python-value.ts';
import { mapOptions, truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import { numberOf } from './operators.ts';

/** `left op right` for `in`, `is`, `==`, `<` and their likes: a bool, or unknown. */
export function compare(op: CompareOperator, left: Value, right: Value): Value {
  if (left.kind === 'either')
    return joinAll(
      left.options.map((option) => compare(op, option, right)),
      left.env,
    );
  if (right.kind === 'either')
    return joinAll(
      right.options.map((option) => compare(op, left, option)),
      right.env,
    );
  const env = mergeVariables(left.env, right.env);
  const result = decide(op, left, right);
  if (typeof result === 'object') return result;
  return result === undefined ? unknown(becauseOfComparison(left, right), env) : bool(result, env);
}

function becauseOfComparison(left: Value, right: Value): string {
  if (left.kind === 'unknown') return left.because;
  return right.kind === 'unknown' ? right.because : 'it compares what is not fully known';
}

function decide(op: CompareOperator, left: Value, right: Value): boolean | undefined | Value {
  switch (op) {
    case 'Eq':
      return equal(left, right);
    case 'NotEq':
      return negate(equal(left, right));
    case 'Is':
      return identical(left, right);
    case 'IsNot':
      return negate(identical(left, right));
    case 'In':
      return contains(right, left);
    case 'NotIn': {
      const found = contains(right, left);
      return typeof found === 'object'
        ? mapOptions(found, (one) =>
            truthOf(one) === undefined ? one : bool(!truthOf(one), one.env),
          )
        : negate(found);
    }
    default:
      return ordered(op, left, right);
  }
}

const negate = (value: boolean | undefined): boolean | undefined =>
  value === undefined ? undefined : !value;

/** Python's `==`; undefined when it is not known. */
export function equal(left: Value, right: Value): boolean | undefined {
  if (left === right) return true;
  const [a, b] = [keyOf(left), keyOf(right)];
  if (a !== undefined && b !== undefined) return a === b;
  if (
    left.kind === 'unknown' ||
    right.kind === 'unknown' ||
    left.kind === 'either' ||
    right.kind === 'either'
  )
    return undefined;
  if (left.kind === 'native' && right.kind === 'native') return sameNative(left, right);
  if (
    left.kind === 'instance' ||
    right.kind === 'instance' ||
    left.kind === 'native' ||
    right.kind === 'native'
  )
    return undefined;
  if (left.kind !== right.kind) return false;
  const [x, y] = [plainOf(left), plainOf(right)];
  if (x === undefined || y === undefined) return undefined;
  if (left.kind !== 'dict') return JSON.stringify(x) === JSON.stringify(y);
  const sorted = (plain: unknown): string => JSON.stringify(Object.entries(plain as object).sort());
  return sorted(x) === sorted(y);
}

/**
 * A native object is made anew at each look-up: types are the same when their names are, and
 * anything else is only the same as itself.
 */
function sameNative(left: NativeObject, right: NativeObject): boolean | undefined {
  if (left === right) return true;
  return left.isType === true && right.isType === true ? left.name === right.name : undefined;
}

function identical(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined;
  if (
    left.kind === 'none' ||
    right.kind === 'none' ||
    left.kind === 'bool' ||
    right.kind === 'bool'
  ) {
    return (
      left.kind === right.kind &&
      (left as { value?: unknown }).value === (right as { value?: unknown }).value
    );
  }
  if (left.kind === 'native' && right.kind === 'native') return sameNative(left, right);
  return isScalar(left) ? equal(left, right) : left === right;
}

function contains(container: Value, item: Value): boolean | undefined | Value {
  switch (container.kind) {
    case 'str':
      return item.kind === 'str' ? container.value.includes(item.value) : undefined;
    case 'list':
    case 'tuple':
    case 'set': {
      const found = container.items.map((one) => equal(one, item));
      return found.includes(true)
        ? true
        : container.incomplete || found.includes(undefined)
          ? undefined
          : false;
    }
    case 'dict': {
      const key = keyOf(item);
      if (key === undefined) return undefined;
      return container.entries.has(key) ? true : container.incomplete ? undefined : false;
    }
    case 'namespace': {
      if (item.kind !== 'str') return undefined;
      const binding = container.scope.variables.get(item.value);
      if (binding !== undefined) return binding.maybeUnset ? undefined : true;
      return container.scope.incomplete === undefined ? false : undefined;
    }
    case 'native':
      return container.contains?.(item);
    case 'none':
    case 'int':
    case 'bool':
      throw new PythonRaise(
        'TypeError',
        `argument of type '${container.kind === 'none' ? 'NoneType' : container.kind}' is not iterable`,
      );
    default:
      return undefined;
  }
}

function ordered(op: CompareOperator, left: Value, right: Value): boolean | undefined {
  const sign = order(left, right);
  if (sign === undefined) return undefined;
  return op === 'Lt' ? sign < 0 : op === 'LtE' ? sign <= 0 : op === 'Gt' ? sign > 0 : sign >= 0;
}

/** Negative, zero or positive as Python orders the two; undefined when it is not known. */
export function order(left: Value, right: Value): number | undefined {
  const [x, y] = [numberOf(left), numberOf(right)];
  if (x !== undefined && y !== undefined) return x - y;
  if ((left.kind === 'str' || left.kind === 'path') && left.kind === right.kind)
    return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  if ((left.kind === 'tuple' || left.kind === 'list') && left.kind === right.kind) {
    for (const [index, item] of left.items.entries()) {
      const other = right.items[index];
      if (other === undefined) return 1;
      const sign = order(item, other);
      if (sign !== 0) return sign;
    }
    return left.items.length - right.items.length;
  }
  if (isScalar(left) && isScalar(right))
    throw new PythonRaise(
      'TypeError',
      `'<' not supported between instances of '${left.kind}' and '${right.kind}'`,
    );
  return undefined;
}
