import type { Interpreter } from '../state/interpreter.ts';
import { missingBehind, PythonRaise } from '../state/raise.ts';
import { str, tuple } from '../values/constructors.ts';
import type { Value } from '../values/python-value.ts';
import { withVariables } from '../values/variables.ts';
import { enumMembers, isEnumeration } from './enumerations.ts';

/**
 * What `for` iterates over; `incomplete` when there may be more. Undefined when nothing is known. Raises
 * TypeError for what cannot be iterated.
 */
export function itemsOf(
  interpreter: Interpreter,
  value: Value,
): { readonly items: readonly Value[]; readonly incomplete: boolean } | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return {
        items:
          value.env.length === 0
            ? value.items
            : value.items.map((item) => withVariables(item, value.env)),
        incomplete: value.incomplete,
      };
    case 'set':
      // The order of a set of texts changes from run to run.
      return value.items.length > 1 ? { items: [], incomplete: true } : value;
    case 'str':
      return { items: [...value.value].map((unit) => str(unit, value.env)), incomplete: false };
    case 'dict':
      return {
        items: [...value.entries.values()].map((entry) => entry.key),
        incomplete: value.incomplete,
      };
    case 'namespace':
      return {
        items: [...value.scope.variables.keys()].map((name) => str(name)),
        incomplete: value.scope.incomplete !== undefined,
      };
    case 'native': {
      const items = value.items?.();
      return items === undefined ? undefined : { items, incomplete: false };
    }
    case 'class':
      return isEnumeration(value)
        ? { items: enumMembers(interpreter, value), incomplete: false }
        : undefined;
    case 'int':
    case 'float':
    case 'bool':
    case 'none':
      throw new PythonRaise(
        'TypeError',
        `'${value.kind === 'none' ? 'NoneType' : value.kind}' object is not iterable`,
        missingBehind(value),
      );
    default:
      return undefined;
  }
}

/** The items with their positions, as `enumerate` gives them. */
export function numbered(items: readonly Value[], from: number): Value[] {
  return items.map((item, index) =>
    tuple([{ kind: 'int', value: index + from, env: [], at: undefined }, item]),
  );
}
