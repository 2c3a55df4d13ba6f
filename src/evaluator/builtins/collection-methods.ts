import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { argument } from '../values/arguments.ts';
import { collection, int, list, none, unknown } from '../values/constructors.ts';
import { distinct, keyOf } from '../values/keys.ts';
import type { CallArguments, Collection, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import { equal, order } from './comparison.ts';
import { itemsOf } from './iterable-items.ts';

type Method = (interpreter: Interpreter, target: Collection, args: CallArguments) => Value;

/** Sorted items, or undefined when their order is not known. */
export function sortItems(
  interpreter: Interpreter,
  items: readonly Value[],
  args: CallArguments,
): Value[] | undefined {
  const by = argument(args, 9, 'key');
  const reverse = argument(args, 9, 'reverse');
  const keyed = items.map((item) => ({
    item,
    key:
      by === undefined || by.kind === 'none' ? item : interpreter.call(by, plainCall([item], args)),
  }));
  let clear = true;
  const sorted = keyed.sort((a, b) => {
    const sign = order(a.key, b.key);
    clear &&= sign !== undefined;
    return sign ?? 0;
  });
  if (!clear) return undefined;
  const result = sorted.map(({ item }) => item);
  return reverse !== undefined && truthOf(reverse) ? result.reverse() : result;
}

function position(target: Collection, item: Value, at: CallArguments['at']): number | undefined {
  for (const [index, one] of target.items.entries()) {
    const same = equal(one, item);
    if (same === true) return index;
    if (same === undefined) return undefined;
  }
  if (target.incomplete) return undefined;
  throw new PythonRaise('ValueError', `${target.kind} has no such item`, { at });
}

const shared: Readonly<Record<string, Method>> = {
  index: (_interpreter, target, args) => {
    const found = position(target, args.positional[0] ?? none(), args.at);
    return found === undefined
      ? unknown('it is the place of an element that is not known')
      : int(found, target.env);
  },
  count: (_interpreter, target, args) =>
    int(
      target.items.filter((item) => equal(item, args.positional[0] ?? none()) === true).length,
      target.env,
    ),
  copy: (_interpreter, target) =>
    collection(target.kind, [...target.items], target.env, target.incomplete),
};

const ofList: Readonly<Record<string, Method>> = {
  ...shared,
  append: (interpreter, target, args) =>
    change(interpreter, target, [...target.items, args.positional[0] ?? none()]),
  extend: (interpreter, target, args) => {
    const more = itemsOf(interpreter, args.positional[0] ?? none());
    return change(
      interpreter,
      target,
      [...target.items, ...(more?.items ?? [])],
      target.incomplete || (more?.incomplete ?? true),
    );
  },
  insert: (interpreter, target, args) => {
    const [where, item = none()] = args.positional;
    if (where?.kind !== 'int') return change(interpreter, target, [...target.items], true);
    const items = [...target.items];
    items.splice(where.value, 0, item);
    return change(interpreter, target, items);
  },
  remove: (interpreter, target, args) => {
    const found = position(target, args.positional[0] ?? none(), args.at);
    return found === undefined
      ? change(interpreter, target, target.items, true)
      : change(
          interpreter,
          target,
          target.items.filter((_, index) => index !== found),
        );
  },
  pop: (interpreter, target, args) => {
    const where = args.positional[0];
    const index =
      where === undefined
        ? target.items.length - 1
        : where.kind === 'int'
          ? where.value < 0
            ? target.items.length + where.value
            : where.value
          : undefined;
    if (index === undefined || target.incomplete) {
      change(interpreter, target, [], true);
      return unknown('it is taken from a list that is not fully known');
    }
    const item = target.items[index];
    if (item === undefined)
      throw new PythonRaise('IndexError', 'pop index out of range', { at: args.at });
    change(
      interpreter,
      target,
      target.items.filter((_, at) => at !== index),
    );
    return item;
  },
  clear: (interpreter, target) => change(interpreter, target, [], false),
  reverse: (interpreter, target) => change(interpreter, target, [...target.items].reverse()),
  sort: (interpreter, target, args) => {
    const sorted = sortItems(interpreter, target.items, args);
    return change(interpreter, target, sorted ?? [], sorted === undefined || target.incomplete);
  },
};

const ofSet: Readonly<Record<string, Method>> = {
  copy: shared.copy!,
  add: (interpreter, target, args) =>
    change(interpreter, target, distinct([...target.items, args.positional[0] ?? none()])),
  discard: (interpreter, target, args) =>
    change(
      interpreter,
      target,
      target.items.filter((item) => equal(item, args.positional[0] ?? none()) !== true),
    ),
  remove: (interpreter, target, args) =>
    change(
      interpreter,
      target,
      target.items.filter((item) => equal(item, args.positional[0] ?? none()) !== true),
    ),
  update: (interpreter, target, args) => {
    const all = args.positional.map((one) => itemsOf(interpreter, one));
    return change(
      interpreter,
      target,
      distinct([...target.items, ...all.flatMap((one) => one?.items ?? [])]),
      target.incomplete || all.some((one) => one?.incomplete ?? true),
    );
  },
  union: (interpreter, target, args) => {
    const all = args.positional.map((one) => itemsOf(interpreter, one));
    const incomplete = target.incomplete || all.some((one) => one?.incomplete ?? true);
    return collection(
      'set',
      distinct([...target.items, ...all.flatMap((one) => one?.items ?? [])]),
      mergeVariables(target.env, ...args.positional.map((one) => one.env)),
      incomplete,
    );
  },
  difference: (interpreter, target, args) => {
    const out = itemsOf(interpreter, args.positional[0] ?? list([]));
    const keys = new Set(out?.items.map(keyOf));
    return collection(
      'set',
      target.items.filter((item) => !keys.has(keyOf(item))),
      target.env,
      target.incomplete || (out?.incomplete ?? true),
    );
  },
};

function change(
  interpreter: Interpreter,
  target: Collection,
  items: Value[],
  incomplete = target.incomplete,
): Value {
  interpreter.transaction.setItems(target, items, incomplete);
  if (interpreter.control.length > 0) target.env = mergeVariables(target.env, interpreter.control);
  return none();
}

/** The method of a list, tuple or set; undefined when Python has none of that name. */
export function collectionMethod(
  interpreter: Interpreter,
  target: Collection,
  name: string,
): ((args: CallArguments) => Value) | undefined {
  const method = (target.kind === 'list' ? ofList : target.kind === 'set' ? ofSet : shared)[name];
  return method === undefined ? undefined : (args) => method(interpreter, target, args);
}
