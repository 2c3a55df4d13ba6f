import type { CompareOperator, Operator } from '../python/nodes.ts';
import { percentFormat } from './format.ts';
import { joinAll } from './join.ts';
import { joinPaths, joinText, normalPath } from './paths.ts';
import { plainOf } from './plain.ts';
import {
  bool,
  type Dict,
  float,
  int,
  isScalar,
  keyOf,
  mergeVariables,
  path,
  type Sequence,
  sequence,
  str,
  unknown,
  type Value,
} from './python-value.ts';
import { PythonRaise } from './raise.ts';

/** Whether a value counts as true; undefined when it is not known. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'str':
    case 'bytes':
      return value.value !== '';
    case 'int':
    case 'float':
      return value.value !== 0;
    case 'bool':
      return value.value;
    case 'none':
      return false;
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.length > 0 ? true : value.open ? undefined : false;
    case 'dict':
      return value.entries.size > 0 ? true : value.open ? undefined : false;
    case 'either': {
      const truths = new Set(value.options.map(truthOf));
      return truths.size === 1 ? [...truths][0] : undefined;
    }
    case 'unknown':
    case 'model':
      return value.kind === 'unknown' || value.items !== undefined ? undefined : true;
    default:
      return true;
  }
}

/** Applies a function of one value to each alternative. */
export function mapOptions(value: Value, apply: (option: Value) => Value): Value {
  return value.kind === 'either' ? joinAll(value.options.map(apply), value.env) : apply(value);
}

/** `left op right`. Raises TypeError as Python does for kinds that do not go together. */
export function binary(op: Operator, left: Value, right: Value): Value {
  if (left.kind === 'either')
    return joinAll(
      left.options.map((option) => binary(op, option, right)),
      left.env,
    );
  if (right.kind === 'either')
    return joinAll(
      right.options.map((option) => binary(op, left, option)),
      right.env,
    );
  const env = mergeVariables(left.env, right.env);
  const [a, b] = [left, right];
  if (a.kind === 'list' || a.kind === 'tuple') {
    if (op === 'Add' && a.kind === b.kind) return sequence(a.kind, [...a.items, ...b.items], env, a.open || b.open);
    if (op === 'Add' && b.kind === 'unknown') return sequence(a.kind, [...a.items], env, true);
    if (op === 'Mult' && b.kind === 'int')
      return sequence(a.kind, Array.from({ length: Math.min(b.value, 1000) }, () => a.items).flat(), env, a.open);
  }
  if (op === 'Add' && a.kind === 'unknown' && (b.kind === 'list' || b.kind === 'tuple')) return sequence(b.kind, [...b.items], env, true);
  if (op === 'Mod' && a.kind === 'str') return percentFormat(a.value, b, env);
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown((a.kind === 'unknown' ? a : (b as { because: string })).because, env);
  if (a.kind === 'str' && b.kind === 'str' && op === 'Add') return str(a.value + b.value, env);
  if (a.kind === 'bytes' && b.kind === 'bytes' && op === 'Add') return { ...a, value: a.value + b.value, env };
  if (a.kind === 'str' && b.kind === 'int' && op === 'Mult') return str(a.value.repeat(Math.max(0, Math.min(b.value, 10_000))), env);
  if (
    op === 'Div' &&
    (a.kind === 'path' || b.kind === 'path') &&
    (a.kind === 'path' || a.kind === 'str') &&
    (b.kind === 'path' || b.kind === 'str')
  ) {
    return path(joinPaths([a.value, b.value]), env);
  }
  // `environ.Path(__file__) - 2` goes two folders up.
  if (op === 'Sub' && a.kind === 'path' && b.kind === 'int')
    return path(normalPath(joinText([a.value, ...Array.from({ length: Math.min(b.value, 50) }, () => '..')])), env);
  if (a.kind === 'dict' && b.kind === 'dict' && op === 'BitOr') {
    return { kind: 'dict', entries: new Map([...a.entries, ...b.entries]), open: a.open || b.open, env, at: a.at };
  }
  if (a.kind === 'set' && b.kind === 'set') return setOperation(op, a, b);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return arithmetic(op, x, y, a.kind === 'float' || b.kind === 'float', env);
  if (!isScalar(a) && a.kind !== 'path' && !isContainer(a)) return unknown(`it is made from a ${a.kind}`, env);
  if (!isScalar(b) && b.kind !== 'path' && !isContainer(b)) return unknown(`it is made from a ${b.kind}`, env);
  throw new PythonRaise('TypeError', `unsupported operand types: ${a.kind} and ${b.kind}`);
}

const isContainer = (value: Value): value is Sequence | Dict => ['list', 'tuple', 'set', 'dict'].includes(value.kind);

function numberOf(value: Value): number | undefined {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  return value.kind === 'bool' ? Number(value.value) : undefined;
}

function arithmetic(op: Operator, x: number, y: number, isFloat: boolean, env: readonly string[]): Value {
  if ((op === 'Div' || op === 'FloorDiv' || op === 'Mod') && y === 0) throw new PythonRaise('ZeroDivisionError', 'division by zero');
  const made = (result: number): Value =>
    isFloat ? float(result, env) : Number.isSafeInteger(result) ? int(result, env) : unknown('it is a very large number', env);
  switch (op) {
    case 'Add':
      return made(x + y);
    case 'Sub':
      return made(x - y);
    case 'Mult':
      return made(x * y);
    case 'Div':
      return float(x / y, env);
    case 'FloorDiv':
      return made(Math.floor(x / y));
    case 'Mod':
      return made(x - y * Math.floor(x / y));
    case 'Pow':
      return y < 0 ? float(x ** y, env) : made(x ** y);
    case 'LShift':
      return made(x * 2 ** y);
    case 'RShift':
      return made(Math.floor(x / 2 ** y));
    case 'BitOr':
      return int(x | y, env);
    case 'BitAnd':
      return int(x & y, env);
    case 'BitXor':
      return int(x ^ y, env);
    default:
      return unknown('it is a matrix product', env);
  }
}

function setOperation(op: Operator, a: Sequence, b: Sequence): Value {
  const keys = new Set(b.items.map(keyOf));
  const inB = (item: Value): boolean => keys.has(keyOf(item));
  const own = new Set(a.items.map(keyOf));
  const onlyB = b.items.filter((item) => !own.has(keyOf(item)));
  const env = mergeVariables(a.env, b.env);
  const open = a.open || b.open;
  if (op === 'BitOr') return sequence('set', [...a.items, ...onlyB], env, open);
  if (op === 'BitAnd') return sequence('set', a.items.filter(inB), env, open);
  if (op === 'Sub')
    return sequence(
      'set',
      a.items.filter((item) => !inB(item)),
      env,
      open,
    );
  if (op === 'BitXor') return sequence('set', [...a.items.filter((item) => !inB(item)), ...onlyB], env, open);
  throw new PythonRaise('TypeError', 'unsupported operand types: set and set');
}

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
        ? mapOptions(found, (one) => (truthOf(one) === undefined ? one : bool(!truthOf(one), one.env)))
        : negate(found);
    }
    default:
      return ordered(op, left, right);
  }
}

const negate = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

/** Python's `==`; undefined when it is not known. */
export function equal(left: Value, right: Value): boolean | undefined {
  if (left === right) return true;
  const [a, b] = [keyOf(left), keyOf(right)];
  if (a !== undefined && b !== undefined) return a === b;
  if (left.kind === 'unknown' || right.kind === 'unknown' || left.kind === 'either' || right.kind === 'either') return undefined;
  if (left.kind === 'instance' || right.kind === 'instance' || left.kind === 'model' || right.kind === 'model') return undefined;
  if (left.kind !== right.kind) return false;
  const [x, y] = [plainOf(left), plainOf(right)];
  if (x === undefined || y === undefined) return undefined;
  if (left.kind !== 'dict') return JSON.stringify(x) === JSON.stringify(y);
  const sorted = (plain: unknown): string => JSON.stringify(Object.entries(plain as object).sort());
  return sorted(x) === sorted(y);
}

function identical(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined;
  if (left.kind === 'none' || right.kind === 'none' || left.kind === 'bool' || right.kind === 'bool') {
    return left.kind === right.kind && (left as { value?: unknown }).value === (right as { value?: unknown }).value;
  }
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
      return found.includes(true) ? true : container.open || found.includes(undefined) ? undefined : false;
    }
    case 'dict': {
      const key = keyOf(item);
      if (key === undefined) return undefined;
      return container.entries.has(key) ? true : container.open ? undefined : false;
    }
    case 'namespace': {
      if (item.kind !== 'str') return undefined;
      const binding = container.scope.variables.get(item.value);
      if (binding !== undefined) return binding.maybeUnset ? undefined : true;
      return container.scope.open === undefined ? false : undefined;
    }
    case 'model':
      return container.contains?.(item);
    case 'none':
    case 'int':
    case 'bool':
      throw new PythonRaise('TypeError', `argument of type '${container.kind === 'none' ? 'NoneType' : container.kind}' is not iterable`);
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
    throw new PythonRaise('TypeError', `'<' not supported between instances of '${left.kind}' and '${right.kind}'`);
  return undefined;
}
