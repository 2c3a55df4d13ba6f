import type { Interpreter } from '../state/interpreter.ts';
import { missingBehind, PythonRaise } from '../state/raise.ts';
import { str } from '../values/constructors.ts';
import type { Value } from '../values/python-value.ts';
import { typeName } from '../values/type-name.ts';
import { withVariables } from '../values/variables.ts';
import { spendItems } from '../values/work.ts';
import { enumMembers, isEnumeration } from './enumerations.ts';

/** The items that are known of what is iterated over; `incomplete` when there may be more. */
export interface Items {
  readonly items: readonly Value[];
  readonly incomplete: boolean;
}

/** What `for` iterates over. Undefined when nothing is known. Raises TypeError where Python does. */
export function itemsOf(interpreter: Interpreter, value: Value): Items | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      if (value.env.length === 0) return value;
      interpreter.spend(value.items.length);
      return {
        items: value.items.map((item) => withVariables(item, value.env)),
        incomplete: value.incomplete,
      };
    case 'set':
      // The order of a set of texts changes from run to run.
      return value.items.length > 1 ? { items: [], incomplete: true } : value;
    case 'str':
      interpreter.spend(value.value.length);
      return { items: [...value.value].map((unit) => str(unit, value.env)), incomplete: false };
    case 'dict':
      spendItems(interpreter, 2 * value.entries.size);
      return {
        items: [...value.entries.values()].map((entry) => entry.key),
        incomplete: value.incomplete,
      };
    case 'namespace':
      interpreter.spend(value.scope.variables.size);
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
        `'${typeName(value)}' object is not iterable`,
        missingBehind(value),
      );
    default:
      return undefined;
  }
}

/** The items of several arguments, one after the other; incomplete when one of them is. */
export function itemsOfAll(interpreter: Interpreter, values: readonly Value[]): Items {
  const sources = values.map((value) => itemsOf(interpreter, value));
  const items = sources.flatMap((one) => one?.items ?? []);
  spendItems(interpreter, items.length);
  return { items, incomplete: sources.some((one) => one?.incomplete ?? true) };
}
