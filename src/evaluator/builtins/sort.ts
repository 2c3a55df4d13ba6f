import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { argument } from '../values/arguments.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { order } from './comparison.ts';

/** What `key` makes of an item, or the item itself. */
export function sortKey(interpreter: Interpreter, item: Value, args: CallArguments): Value {
  const by = args.keywords.get('key');
  return by === undefined || by.kind === 'none'
    ? item
    : interpreter.call(by, plainCall([item], args));
}

/** Sorted items, or undefined when their order is not known. */
export function sortItems(
  interpreter: Interpreter,
  items: readonly Value[],
  args: CallArguments,
): Value[] | undefined {
  const keyed = items.map((item) => ({ item, key: sortKey(interpreter, item, args) }));
  let isKnown = true;
  keyed.sort((a, b) => {
    const sign = order(interpreter, a.key, b.key);
    isKnown &&= sign !== undefined;
    return sign ?? 0;
  });
  if (!isKnown) return undefined;
  const sorted = keyed.map(({ item }) => item);
  const reverse = argument(args, 9, 'reverse');
  return reverse !== undefined && truthOf(reverse) ? sorted.reverse() : sorted;
}
