import type { Slice } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { entryOf } from '../builtins/dict-methods.ts';
import { enumMember, isEnumeration } from '../builtins/enumerations.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { collection, native, str, unknown } from '../values/constructors.ts';
import { joinAll } from '../values/join.ts';
import type { Scope } from '../values/python-value.ts';
import {
  type Collection,
  isScalar,
  type NativeObject,
  type Value,
} from '../values/python-value.ts';
import { reprOf } from '../values/text.ts';
import { mergeVariables, withVariables } from '../values/variables.ts';
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
    return joinAll(
      container.options.map((option) => getItem(interpreter, option, key, at)),
      container.env,
    );
  if (key.kind === 'either')
    return joinAll(
      key.options.map((option) => getItem(interpreter, container, option, at)),
      key.env,
    );
  switch (container.kind) {
    case 'dict': {
      const found = entryOf(container, key);
      if (found === undefined) throw new PythonRaise('KeyError', reprOf(key) ?? 'a key', { at });
      return isScalar(found) ? withVariables(found, mergeVariables(container.env, key.env)) : found;
    }
    case 'list':
    case 'tuple': {
      if (key.kind === 'native' && key.name === 'slice')
        return sliced(container, key as SliceObject);
      const index = indexIn(container.items.length, key);
      const item = index === undefined ? undefined : container.items[index];
      if (container.incomplete || index === undefined)
        return unknown(
          'it is taken from a list that is not fully known',
          mergeVariables(container.env, key.env),
        );
      if (item === undefined)
        throw new PythonRaise('IndexError', `${container.kind} index out of range`, { at });
      return withVariablesOf(item, container);
    }
    case 'str': {
      const units = [...container.value];
      if (key.kind === 'native' && key.name === 'slice') {
        const parts = sliced(
          collection(
            'list',
            units.map((unit) => str(unit)),
          ),
          key as SliceObject,
        );
        return parts.kind === 'list'
          ? str(
              parts.items.map((part) => (part as { value: string }).value).join(''),
              container.env,
            )
          : parts;
      }
      const index = indexIn(units.length, key);
      const unit = index === undefined ? undefined : units[index];
      if (index === undefined)
        return unknown('it is a piece of a text that is not known', container.env);
      if (unit === undefined)
        throw new PythonRaise('IndexError', 'string index out of range', { at });
      return str(unit, container.env);
    }
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
      throw new PythonRaise(
        'TypeError',
        `'${container.kind === 'none' ? 'NoneType' : container.kind}' object is not subscriptable`,
        {
          at,
        },
      );
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

const withVariablesOf = (item: Value, container: Value): Value =>
  isScalar(item) ? withVariables(item, container.env) : item;

function sliced(container: Collection, { bounds }: SliceObject): Value {
  const numbers = bounds.map((bound) =>
    bound === undefined || bound.kind === 'none'
      ? undefined
      : bound.kind === 'int'
        ? bound.value
        : Number.NaN,
  );
  if (container.incomplete || numbers.some(Number.isNaN))
    return collection(container.kind, [], container.env, true);
  const [lower, upper, step = 1] = numbers;
  const items = step < 0 ? [...container.items].reverse() : container.items;
  if (Math.abs(step) !== 1 || (step < 0 && (lower !== undefined || upper !== undefined))) {
    return collection(
      container.kind,
      step > 1 ? items.slice(lower, upper).filter((_, index) => index % step === 0) : [],
      container.env,
      step < 1,
    );
  }
  return collection(container.kind, items.slice(lower, upper), container.env);
}
