import type { CompareOperator } from '../../python/nodes.ts';
import { PythonRaise } from '../state/raise.ts';
import { bool, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import { keyOf } from '../values/keys.ts';
import {
  type Collection,
  type Dict,
  isScalar,
  type NativeObject,
  type Value,
} from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { mergeVariables } from '../values/variables.ts';
import { spendText, type Work } from '../values/work.ts';
import { numberOf } from './operators.ts';

/** `left op right` for `in`, `is`, `==`, `<` and their likes: a bool, or unknown. */
export function compare(work: Work, op: CompareOperator, left: Value, right: Value): Value {
  if (left.kind === 'either')
    return mapOptions(work, left, (option) => compare(work, op, option, right));
  if (right.kind === 'either')
    return mapOptions(work, right, (option) => compare(work, op, left, option));
  const env = mergeVariables(left.env, right.env);
  const result = decide(work, op, left, right);
  if (typeof result === 'object') return result;
  return result === undefined ? unknown(becauseOfComparison(left, right), env) : bool(result, env);
}

function becauseOfComparison(left: Value, right: Value): string {
  if (left.kind === 'unknown') return left.because;
  return right.kind === 'unknown' ? right.because : 'it compares what is not fully known';
}

function decide(
  work: Work,
  op: CompareOperator,
  left: Value,
  right: Value,
): boolean | undefined | Value {
  switch (op) {
    case 'Eq':
      return equal(work, left, right);
    case 'NotEq':
      return negate(equal(work, left, right));
    case 'Is':
      return identical(work, left, right);
    case 'IsNot':
      return negate(identical(work, left, right));
    case 'In':
      return contains(work, right, left);
    case 'NotIn': {
      const found = contains(work, right, left);
      return typeof found === 'object'
        ? mapOptions(work, found, (one) =>
            truthOf(one) === undefined ? one : bool(!truthOf(one), one.env),
          )
        : negate(found);
    }
    default:
      return ordered(work, op, left, right);
  }
}

const negate = (value: boolean | undefined): boolean | undefined =>
  value === undefined ? undefined : !value;

/** Python's `==`; undefined when it is not known. */
export function equal(work: Work, left: Value, right: Value): boolean | undefined {
  if (left === right) return true;
  work.spend(0.3);
  if (isText(left) && isText(right)) {
    if (left.kind !== right.kind || left.value.length !== right.value.length) return false;
    spendText(work, left.value.length);
    return left.value === right.value;
  }
  if (left.kind !== 'tuple' && right.kind !== 'tuple') {
    const [a, b] = [keyOf(left), keyOf(right)];
    if (a !== undefined && b !== undefined) return a === b;
  }
  if (CANNOT_TELL.has(left.kind) || CANNOT_TELL.has(right.kind)) return undefined;
  if (left.kind !== right.kind) return false;
  if (left.kind === 'list' || left.kind === 'tuple')
    return equalItems(work, left, right as Collection);
  if (left.kind === 'set') return equalSets(left, right as Collection);
  return left.kind === 'dict' ? equalDicts(work, left, right as Dict) : undefined;
}

/** Kinds that a class of a package may compare in its own way. */
const CANNOT_TELL: ReadonlySet<Value['kind']> = new Set([
  'unknown',
  'either',
  'instance',
  'native',
]);

const isText = (value: Value): value is Value & { readonly value: string } =>
  value.kind === 'str' || value.kind === 'bytes' || value.kind === 'path';

function equalItems(work: Work, left: Collection, right: Collection): boolean | undefined {
  if (left.incomplete || right.incomplete) return undefined;
  if (left.items.length !== right.items.length) return false;
  let result: boolean | undefined = true;
  for (const [index, item] of left.items.entries()) {
    const same = equal(work, item, right.items[index]!);
    if (same === false) return false;
    result &&= same;
  }
  return result;
}

function equalSets(left: Collection, right: Collection): boolean | undefined {
  const [a, b] = [left, right].map(({ items }) => new Set(items.map((item) => keyOf(item))));
  if (left.incomplete || right.incomplete || a!.has(undefined) || b!.has(undefined))
    return undefined;
  return a!.size === b!.size && [...a!].every((key) => b!.has(key));
}

function equalDicts(work: Work, left: Dict, right: Dict): boolean | undefined {
  if (left.incomplete || right.incomplete) return undefined;
  if (left.entries.size !== right.entries.size) return false;
  let result: boolean | undefined = true;
  for (const [key, { value }] of left.entries) {
    const other = right.entries.get(key);
    const same = other !== undefined && equal(work, value, other.value);
    if (same === false) return false;
    result &&= same;
  }
  return result;
}

/**
 * A native object is made anew at each look-up: types are the same when their names are, and
 * anything else is only the same as itself.
 */
function sameNative(left: NativeObject, right: NativeObject): boolean | undefined {
  if (left === right) return true;
  return left.isType === true && right.isType === true ? left.name === right.name : undefined;
}

function identical(work: Work, left: Value, right: Value): boolean | undefined {
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
  return isScalar(left) ? equal(work, left, right) : left === right;
}

function contains(work: Work, container: Value, item: Value): boolean | undefined | Value {
  switch (container.kind) {
    case 'str':
      if (item.kind !== 'str') return undefined;
      spendText(work, container.value.length);
      return container.value.includes(item.value);
    case 'list':
    case 'tuple':
    case 'set': {
      let found: boolean | undefined = container.incomplete ? undefined : false;
      for (const one of container.items) {
        const same = equal(work, one, item);
        if (same === true) return true;
        if (same === undefined) found = undefined;
      }
      return found;
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
        `argument of type '${typeName(container)}' is not iterable`,
      );
    default:
      return undefined;
  }
}

function ordered(work: Work, op: CompareOperator, left: Value, right: Value): boolean | undefined {
  const sign = order(work, left, right);
  if (sign === undefined) return undefined;
  return op === 'Lt' ? sign < 0 : op === 'LtE' ? sign <= 0 : op === 'Gt' ? sign > 0 : sign >= 0;
}

/** Negative, zero or positive as Python orders the two; undefined when it is not known. */
export function order(work: Work, left: Value, right: Value): number | undefined {
  if (left === right && (left.kind === 'tuple' || left.kind === 'list')) return 0;
  work.spend(0.5);
  const [x, y] = [numberOf(left), numberOf(right)];
  if (x !== undefined && y !== undefined) return x - y;
  if ((left.kind === 'str' || left.kind === 'path') && left.kind === right.kind) {
    spendText(work, Math.min(left.value.length, right.value.length));
    return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  }
  if ((left.kind === 'tuple' || left.kind === 'list') && left.kind === right.kind) {
    for (const [index, item] of left.items.entries()) {
      const other = right.items[index];
      if (other === undefined) return 1;
      const sign = order(work, item, other);
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
