import type { Operator } from '../../python/nodes.ts';
import { PythonRaise } from '../state/raise.ts';
import { collection, float, int, path, str, unknown } from '../values/constructors.ts';
import { joinAll } from '../values/join.ts';
import { keyOf } from '../values/keys.ts';
import { joinPaths, joinText, normalPath } from '../values/posix-paths.ts';
import { type Collection, type Dict, isScalar, type Value } from '../values/python-value.ts';
import { mergeVariables } from '../values/variables.ts';
import { percentFormat } from './format.ts';

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
    if (op === 'Add' && a.kind === b.kind)
      return collection(a.kind, [...a.items, ...b.items], env, a.incomplete || b.incomplete);
    if (op === 'Add' && b.kind === 'unknown') return collection(a.kind, [...a.items], env, true);
    if (op === 'Mult' && b.kind === 'int')
      return collection(
        a.kind,
        Array.from({ length: Math.min(b.value, 1000) }, () => a.items).flat(),
        env,
        a.incomplete,
      );
  }
  if (op === 'Add' && a.kind === 'unknown' && (b.kind === 'list' || b.kind === 'tuple'))
    return collection(b.kind, [...b.items], env, true);
  if (op === 'Mod' && a.kind === 'str') return percentFormat(a.value, b, env);
  if (a.kind === 'unknown' || b.kind === 'unknown')
    return unknown((a.kind === 'unknown' ? a : (b as { because: string })).because, env);
  if (a.kind === 'str' && b.kind === 'str' && op === 'Add') return str(a.value + b.value, env);
  if (a.kind === 'bytes' && b.kind === 'bytes' && op === 'Add')
    return { ...a, value: a.value + b.value, env };
  if (a.kind === 'str' && b.kind === 'int' && op === 'Mult')
    return str(a.value.repeat(Math.max(0, Math.min(b.value, 10_000))), env);
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
    return path(
      normalPath(joinText([a.value, ...Array.from({ length: Math.min(b.value, 50) }, () => '..')])),
      env,
    );
  if (a.kind === 'dict' && b.kind === 'dict' && op === 'BitOr') {
    return {
      kind: 'dict',
      entries: new Map([...a.entries, ...b.entries]),
      incomplete: a.incomplete || b.incomplete,
      env,
      at: a.at,
    };
  }
  if (a.kind === 'set' && b.kind === 'set') return setOperation(op, a, b);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined)
    return arithmetic(op, x, y, a.kind === 'float' || b.kind === 'float', env);
  if (!isScalar(a) && a.kind !== 'path' && !isContainer(a))
    return unknown(`it is made from a ${a.kind}`, env);
  if (!isScalar(b) && b.kind !== 'path' && !isContainer(b))
    return unknown(`it is made from a ${b.kind}`, env);
  throw new PythonRaise('TypeError', `unsupported operand types: ${a.kind} and ${b.kind}`);
}

const isContainer = (value: Value): value is Collection | Dict =>
  ['list', 'tuple', 'set', 'dict'].includes(value.kind);

/** The number that a value is, True being 1; undefined for what is no number. */
export function numberOf(value: Value): number | undefined {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  return value.kind === 'bool' ? Number(value.value) : undefined;
}

function arithmetic(
  op: Operator,
  x: number,
  y: number,
  isFloat: boolean,
  env: readonly string[],
): Value {
  if ((op === 'Div' || op === 'FloorDiv' || op === 'Mod') && y === 0)
    throw new PythonRaise('ZeroDivisionError', 'division by zero');
  const made = (result: number): Value =>
    isFloat
      ? float(result, env)
      : Number.isSafeInteger(result)
        ? int(result, env)
        : unknown('it is a very large number', env);
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

function setOperation(op: Operator, a: Collection, b: Collection): Value {
  const keys = new Set(b.items.map(keyOf));
  const inB = (item: Value): boolean => keys.has(keyOf(item));
  const own = new Set(a.items.map(keyOf));
  const onlyB = b.items.filter((item) => !own.has(keyOf(item)));
  const env = mergeVariables(a.env, b.env);
  const incomplete = a.incomplete || b.incomplete;
  if (op === 'BitOr') return collection('set', [...a.items, ...onlyB], env, incomplete);
  if (op === 'BitAnd') return collection('set', a.items.filter(inB), env, incomplete);
  if (op === 'Sub')
    return collection(
      'set',
      a.items.filter((item) => !inB(item)),
      env,
      incomplete,
    );
  if (op === 'BitXor')
    return collection('set', [...a.items.filter((item) => !inB(item)), ...onlyB], env, incomplete);
  throw new PythonRaise('TypeError', 'unsupported operand types: set and set');
}
