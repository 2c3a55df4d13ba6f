import type { Operator } from '../../python/nodes.ts';
import { PythonRaise } from '../state/raise.ts';
import { collection, float, int, path, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import { keyOf } from '../values/keys.ts';
import { joinPaths, joinText, normalPath } from '../values/posix-paths.ts';
import {
  type Collection,
  type Dict,
  isScalar,
  type Value,
  type Variables,
} from '../values/python-value.ts';
import { textOf } from '../values/text.ts';
import { mergeVariables } from '../values/variables.ts';
import { spendItems, spendText, type Work } from '../values/work.ts';
import { percentFormat } from './percent-format.ts';

/** A longer text or list that an operator would make is not made: it is unknown. */
const MAX_LENGTH = 1_000_000;
const TOO_LONG = 'it is a very long text';

/** `left op right`. Raises TypeError as Python does for kinds that do not go together. */
export function binary(work: Work, op: Operator, left: Value, right: Value): Value {
  if (left.kind === 'either')
    return mapOptions(work, left, (option) => binary(work, op, option, right));
  if (right.kind === 'either')
    return mapOptions(work, right, (option) => binary(work, op, left, option));
  const env = mergeVariables(left.env, right.env);
  const made =
    onCollections(work, op, left, right, env) ??
    (op === 'Mod' && left.kind === 'str' ? percentFormat(work, left.value, right, env) : undefined);
  if (made !== undefined) return made;
  if (left.kind === 'unknown') return unknown(left.because, env);
  if (right.kind === 'unknown') return unknown(right.because, env);
  const result = onTexts(work, op, left, right, env) ?? onPaths(work, op, left, right, env);
  if (result !== undefined) return result;
  const [x, y] = [numberOf(left), numberOf(right)];
  if (x !== undefined && y !== undefined)
    return arithmetic(op, x, y, left.kind === 'float' || right.kind === 'float', env);
  const other = [left, right].find(
    (one) => !isScalar(one) && one.kind !== 'path' && !isContainer(one),
  );
  if (other !== undefined) return unknown(`it is made from a ${other.kind}`, env);
  throw new PythonRaise('TypeError', `unsupported operand types: ${left.kind} and ${right.kind}`);
}

const isContainer = (value: Value): value is Collection | Dict =>
  ['list', 'tuple', 'set', 'dict'].includes(value.kind);

/** The number that a value is, True being 1; undefined for what is no number. */
export function numberOf(value: Value): number | undefined {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  return value.kind === 'bool' ? Number(value.value) : undefined;
}

function onCollections(
  work: Work,
  op: Operator,
  a: Value,
  b: Value,
  env: Variables,
): Value | undefined {
  if (a.kind === 'list' || a.kind === 'tuple') {
    if (op === 'Add' && a.kind === b.kind) {
      spendItems(work, a.items.length + b.items.length);
      return collection(a.kind, [...a.items, ...b.items], env, a.incomplete || b.incomplete);
    }
    if (op === 'Add' && b.kind === 'unknown') return withMore(work, a, env);
    if (op === 'Mult' && b.kind === 'int') return repeated(work, a, b.value, env);
  }
  if (op === 'Mult' && a.kind === 'int' && (b.kind === 'list' || b.kind === 'tuple'))
    return repeated(work, b, a.value, env);
  if (op === 'Add' && a.kind === 'unknown' && (b.kind === 'list' || b.kind === 'tuple'))
    return withMore(work, b, env);
  if (a.kind === 'dict' && b.kind === 'dict' && op === 'BitOr') {
    work.spend((a.entries.size + b.entries.size) / 2);
    const entries = new Map([...a.entries, ...b.entries]);
    return { kind: 'dict', entries, incomplete: a.incomplete || b.incomplete, env, at: a.at };
  }
  return a.kind === 'set' && b.kind === 'set' ? setOperation(work, op, a, b, env) : undefined;
}

/** The items of a list with others that are not known. */
function withMore(work: Work, known: Collection, env: Variables): Value {
  spendItems(work, known.items.length);
  return collection(known.kind, [...known.items], env, true);
}

function repeated(work: Work, of: Collection, times: number, env: Variables): Value {
  const count = Math.max(0, times);
  if (count * of.items.length > MAX_LENGTH) return collection(of.kind, [], env, true);
  spendItems(work, count * of.items.length);
  const items: Value[] = [];
  for (let round = 0; round < count && of.items.length > 0; round += 1)
    for (const item of of.items) items.push(item);
  return collection(of.kind, items, env, of.incomplete);
}

type Text = Value & { readonly kind: 'str' | 'bytes'; readonly value: string };
const isText = (value: Value): value is Text => value.kind === 'str' || value.kind === 'bytes';

function onTexts(work: Work, op: Operator, a: Value, b: Value, env: Variables): Value | undefined {
  if (op === 'Add' && isText(a) && isText(b) && a.kind === b.kind) {
    // The engine joins two texts without copying the longer one.
    spendText(work, Math.min(a.value.length, b.value.length));
    work.spend((a.value.length + b.value.length) / 256);
    if (a.value.length + b.value.length > MAX_LENGTH) return unknown(TOO_LONG, env);
    return { ...a, value: a.value + b.value, env };
  }
  if (op !== 'Mult') return undefined;
  if (isText(a) && b.kind === 'int') return repeatedText(work, a, b.value, env);
  return isText(b) && a.kind === 'int' ? repeatedText(work, b, a.value, env) : undefined;
}

function repeatedText(work: Work, text: Text, times: number, env: Variables): Value {
  const count = text.value === '' ? 0 : Math.max(0, times);
  if (count * text.value.length > MAX_LENGTH) return unknown(TOO_LONG, env);
  spendText(work, count * text.value.length);
  return { ...text, value: text.value.repeat(count), env };
}

function onPaths(work: Work, op: Operator, a: Value, b: Value, env: Variables): Value | undefined {
  const [first, second] = [textOf(a), textOf(b)];
  const isJoin = first !== undefined && second !== undefined;
  if (op === 'Div' && isJoin && (a.kind === 'path' || b.kind === 'path')) {
    spendText(work, 4 * (first.length + second.length));
    return path(joinPaths([first, second]), env);
  }
  // `environ.Path(__file__) - 2` goes two folders up.
  if (op === 'Sub' && a.kind === 'path' && b.kind === 'int') {
    const up = Array.from({ length: Math.min(Math.max(0, b.value), 50) }, () => '..');
    return path(normalPath(joinText([a.value, ...up])), env);
  }
  return undefined;
}

function arithmetic(op: Operator, x: number, y: number, isFloat: boolean, env: Variables): Value {
  if ((op === 'Div' || op === 'FloorDiv' || op === 'Mod') && y === 0)
    throw new PythonRaise('ZeroDivisionError', 'division by zero');
  const made = (result: number): Value => (isFloat ? float(result, env) : wholeNumber(result, env));
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
    case 'MatMult':
      return unknown('it is a matrix product', env);
    default:
      return isFloat || !Number.isSafeInteger(x) || !Number.isSafeInteger(y)
        ? unknown('it is made from a float', env)
        : onBits(op, x, y, env);
  }
}

/** An int; unknown for one that a double does not hold exactly. */
export function wholeNumber(value: number, env: Variables): Value {
  return Number.isSafeInteger(value) ? int(value, env) : unknown('it is a very large number', env);
}

function onBits(op: Operator, x: number, y: number, env: Variables): Value {
  switch (op) {
    case 'LShift':
    case 'RShift':
      if (y < 0) throw new PythonRaise('ValueError', 'negative shift count');
      return wholeNumber(op === 'LShift' ? x * 2 ** y : Math.floor(x / 2 ** y), env);
    case 'BitOr':
      return wholeNumber(Number(BigInt(x) | BigInt(y)), env);
    case 'BitAnd':
      return wholeNumber(Number(BigInt(x) & BigInt(y)), env);
    default:
      return wholeNumber(Number(BigInt(x) ^ BigInt(y)), env);
  }
}

function setOperation(
  work: Work,
  op: Operator,
  a: Collection,
  b: Collection,
  env: Variables,
): Value {
  spendItems(work, 4 * (a.items.length + b.items.length));
  const keys = new Set(b.items.map((item) => keyOf(item)));
  const inB = (item: Value): boolean => keys.has(keyOf(item));
  const own = new Set(a.items.map((item) => keyOf(item)));
  const onlyA = a.items.filter((item) => !inB(item));
  const onlyB = b.items.filter((item) => !own.has(keyOf(item)));
  const incomplete = a.incomplete || b.incomplete;
  switch (op) {
    case 'BitOr':
      return collection('set', [...a.items, ...onlyB], env, incomplete);
    case 'BitAnd':
      return collection('set', a.items.filter(inB), env, incomplete);
    case 'Sub':
      return collection('set', onlyA, env, incomplete);
    case 'BitXor':
      return collection('set', [...onlyA, ...onlyB], env, incomplete);
    default:
      throw new PythonRaise('TypeError', 'unsupported operand types: set and set');
  }
}
