import type { Slice } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { entryOf } from '../builtins/dict-methods.ts';
import { enumMember, isEnumeration } from '../builtins/enumerations.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { collection, native, str, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import {
  type Collection,
  isScalar,
  type NativeObject,
  type Scope,
  type Value,
} from '../values/python-value.ts';
import { charactersOf, reprOf } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { mergeVariables, withVariables } from '../values/variables.ts';
import { spendItems, spendText } from '../values/work.ts';
import { lookUpName } from './names.ts';

interface SliceObject extends NativeObject {
  readonly bounds: readonly (Value | undefined)[];
}

/** A slice as a value that `getItem` understands. */
export function sliceOf(interpreter: Interpreter, node: Slice, scope: Scope): Value {
  const bounds = [node.lower, node.upper, node.step].map((bound) =>
    bound === null ? undefined : interpreter.evaluate(bound, scope),
  );
  return { ...native('slice', {}), bounds } as SliceObject;
}

const isSlice = (key: Value): key is SliceObject => key.kind === 'native' && key.name === 'slice';

/**
 * The index a key means in a sequence of that length, counted from its end when negative; undefined
 * when the key is no known number.
 */
export function indexIn(length: number, key: Value): number | undefined {
  if (key.kind !== 'int' && key.kind !== 'bool') return undefined;
  const index = Number(key.value);
  return index < 0 ? (length + index < 0 ? length : length + index) : index;
}

/** `container[key]`. Raises KeyError, IndexError and TypeError as Python does. */
export function getItem(
  interpreter: Interpreter,
  container: Value,
  key: Value,
  at: SourceRange,
): Value {
  if (container.kind === 'either')
    return mapOptions(interpreter, container, (option) => getItem(interpreter, option, key, at));
  if (key.kind === 'either')
    return mapOptions(interpreter, key, (option) => getItem(interpreter, container, option, at));
  switch (container.kind) {
    case 'dict': {
      const found = entryOf(container, key);
      if (found === undefined)
        throw new PythonRaise('KeyError', reprOf(interpreter, key) ?? 'a key', { at });
      return isScalar(found) ? withVariables(found, mergeVariables(container.env, key.env)) : found;
    }
    case 'list':
    case 'tuple':
      return itemOf(interpreter, container, key, at);
    case 'str':
      return characterOf(interpreter, container, key, at);
    case 'namespace':
      return key.kind === 'str'
        ? lookUpName(interpreter, key.value, container.scope, at)
        : unknown('its name is not known', key.env);
    case 'native':
      return container.item?.(key, at) ?? unknown(`it comes from ${container.name}`, key.env);
    case 'none':
    case 'int':
    case 'bool':
    case 'float':
      throw new PythonRaise('TypeError', `'${typeName(container)}' object is not subscriptable`, {
        at,
      });
    case 'class': {
      if (!isEnumeration(container)) return container;
      return (
        (key.kind === 'str' ? enumMember(interpreter, container, key.value) : undefined) ??
        unknown('it is a member of an enumeration', key.env)
      );
    }
    default:
      return unknown(
        container.kind === 'unknown'
          ? container.because
          : `it is an element of a ${container.kind}`,
        mergeVariables(container.env, key.env),
      );
  }
}

function itemOf(
  interpreter: Interpreter,
  container: Collection,
  key: Value,
  at: SourceRange,
): Value {
  if (isSlice(key)) {
    const indices = indicesOf(interpreter, container.items.length, key, at);
    return indices === undefined || container.incomplete
      ? collection(container.kind, [], container.env, true)
      : collection(
          container.kind,
          indices.map((index) => container.items[index]!),
          container.env,
        );
  }
  const index = indexIn(container.items.length, key);
  const item = index === undefined ? undefined : container.items[index];
  if (container.incomplete || index === undefined)
    return unknown(
      'it is taken from a list that is not fully known',
      mergeVariables(container.env, key.env),
    );
  if (item === undefined)
    throw new PythonRaise('IndexError', `${container.kind} index out of range`, { at });
  return isScalar(item) ? withVariables(item, container.env) : item;
}

function characterOf(
  interpreter: Interpreter,
  container: Value & { readonly kind: 'str' | 'bytes'; readonly value: string },
  key: Value,
  at: SourceRange,
): Value {
  const characters = charactersOf(interpreter, container.value);
  const notKnown = () => unknown('it is a piece of a text that is not known', container.env);
  if (isSlice(key)) {
    const indices = indicesOf(interpreter, characters.length, key, at);
    if (indices === undefined) return notKnown();
    spendText(interpreter, indices.length);
    return str(indices.map((index) => characters[index]!).join(''), container.env);
  }
  const index = indexIn(characters.length, key);
  if (index === undefined) return notKnown();
  const character = characters[index];
  if (character === undefined)
    throw new PythonRaise('IndexError', 'string index out of range', { at });
  return str(character, container.env);
}

/** The indices that a slice means, in order; undefined when a bound is not known. */
function indicesOf(
  interpreter: Interpreter,
  length: number,
  { bounds }: SliceObject,
  at: SourceRange,
): number[] | undefined {
  const numbers = bounds.map((bound) =>
    bound === undefined || bound.kind === 'none'
      ? undefined
      : bound.kind === 'int'
        ? bound.value
        : Number.NaN,
  );
  if (numbers.some(Number.isNaN)) return undefined;
  const [lower, upper, step = 1] = numbers;
  if (step === 0) throw new PythonRaise('ValueError', 'slice step cannot be zero', { at });
  // As Python counts: below the beginning and above the end there is nothing.
  const [first, last] = step > 0 ? [0, length] : [-1, length - 1];
  const clamped = (bound: number): number =>
    Math.min(Math.max(bound < 0 ? bound + length : bound, first), last);
  const start = lower === undefined ? (step > 0 ? first : last) : clamped(lower);
  const stop = upper === undefined ? (step > 0 ? last : first) : clamped(upper);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  spendItems(interpreter, 2 * count);
  return Array.from({ length: count }, (_, index) => start + index * step);
}
