import { plainCall, type Run } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { argument } from '../values/arguments.ts';
import { int, list, none, sequence, unknown } from '../values/constructors.ts';
import { distinct, keyOf } from '../values/keys.ts';
import type { CallArguments, Sequence, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import { equal, order } from './comparison.ts';
import { itemsOf } from './iterable-items.ts';

type Method = (run: Run, target: Sequence, args: CallArguments) => Value;

/** Sorted items, or undefined when their order is not known. */
export function sortItems(
  run: Run,
  items: readonly Value[],
  args: CallArguments,
): Value[] | undefined {
  const by = argument(args, 9, 'key');
  const reverse = argument(args, 9, 'reverse');
  const keyed = items.map((item) => ({
    item,
    key: by === undefined || by.kind === 'none' ? item : run.call(by, plainCall([item], args)),
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

function position(target: Sequence, item: Value, at: CallArguments['at']): number | undefined {
  for (const [index, one] of target.items.entries()) {
    const same = equal(one, item);
    if (same === true) return index;
    if (same === undefined) return undefined;
  }
  if (target.open) return undefined;
  throw new PythonRaise('ValueError', `${target.kind} has no such item`, { at });
}

const shared: Readonly<Record<string, Method>> = {
  index: (_run, target, args) => {
    const found = position(target, args.positional[0] ?? none(), args.at);
    return found === undefined
      ? unknown('it is the place of an element that is not known')
      : int(found, target.env);
  },
  count: (_run, target, args) =>
    int(
      target.items.filter((item) => equal(item, args.positional[0] ?? none()) === true).length,
      target.env,
    ),
  copy: (_run, target) => sequence(target.kind, [...target.items], target.env, target.open),
};

const ofList: Readonly<Record<string, Method>> = {
  ...shared,
  append: (run, target, args) =>
    change(run, target, [...target.items, args.positional[0] ?? none()]),
  extend: (run, target, args) => {
    const more = itemsOf(run, args.positional[0] ?? none());
    return change(
      run,
      target,
      [...target.items, ...(more?.items ?? [])],
      target.open || (more?.open ?? true),
    );
  },
  insert: (run, target, args) => {
    const [where, item = none()] = args.positional;
    if (where?.kind !== 'int') return change(run, target, [...target.items], true);
    const items = [...target.items];
    items.splice(where.value, 0, item);
    return change(run, target, items);
  },
  remove: (run, target, args) => {
    const found = position(target, args.positional[0] ?? none(), args.at);
    return found === undefined
      ? change(run, target, target.items, true)
      : change(
          run,
          target,
          target.items.filter((_, index) => index !== found),
        );
  },
  pop: (run, target, args) => {
    const where = args.positional[0];
    const index =
      where === undefined
        ? target.items.length - 1
        : where.kind === 'int'
          ? where.value < 0
            ? target.items.length + where.value
            : where.value
          : undefined;
    if (index === undefined || target.open) {
      change(run, target, [], true);
      return unknown('it is taken from a list that is not fully known');
    }
    const item = target.items[index];
    if (item === undefined)
      throw new PythonRaise('IndexError', 'pop index out of range', { at: args.at });
    change(
      run,
      target,
      target.items.filter((_, at) => at !== index),
    );
    return item;
  },
  clear: (run, target) => change(run, target, [], false),
  reverse: (run, target) => change(run, target, [...target.items].reverse()),
  sort: (run, target, args) => {
    const sorted = sortItems(run, target.items, args);
    return change(run, target, sorted ?? [], sorted === undefined || target.open);
  },
};

const ofSet: Readonly<Record<string, Method>> = {
  copy: shared.copy!,
  add: (run, target, args) =>
    change(run, target, distinct([...target.items, args.positional[0] ?? none()])),
  discard: (run, target, args) =>
    change(
      run,
      target,
      target.items.filter((item) => equal(item, args.positional[0] ?? none()) !== true),
    ),
  remove: (run, target, args) =>
    change(
      run,
      target,
      target.items.filter((item) => equal(item, args.positional[0] ?? none()) !== true),
    ),
  update: (run, target, args) => {
    const all = args.positional.map((one) => itemsOf(run, one));
    return change(
      run,
      target,
      distinct([...target.items, ...all.flatMap((one) => one?.items ?? [])]),
      target.open || all.some((one) => one?.open ?? true),
    );
  },
  union: (run, target, args) => {
    const all = args.positional.map((one) => itemsOf(run, one));
    const open = target.open || all.some((one) => one?.open ?? true);
    return sequence(
      'set',
      distinct([...target.items, ...all.flatMap((one) => one?.items ?? [])]),
      mergeVariables(target.env, ...args.positional.map((one) => one.env)),
      open,
    );
  },
  difference: (run, target, args) => {
    const out = itemsOf(run, args.positional[0] ?? list([]));
    const keys = new Set(out?.items.map(keyOf));
    return sequence(
      'set',
      target.items.filter((item) => !keys.has(keyOf(item))),
      target.env,
      target.open || (out?.open ?? true),
    );
  },
};

function change(run: Run, target: Sequence, items: Value[], open = target.open): Value {
  run.journal.setItems(target, items, open);
  if (run.control.length > 0) target.env = mergeVariables(target.env, run.control);
  return none();
}

/** The method of a list, tuple or set; undefined when Python has none of that name. */
export function sequenceMethod(
  run: Run,
  target: Sequence,
  name: string,
): ((args: CallArguments) => Value) | undefined {
  const method = (target.kind === 'list' ? ofList : target.kind === 'set' ? ofSet : shared)[name];
  return method === undefined ? undefined : (args) => method(run, target, args);
}
