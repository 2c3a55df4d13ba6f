import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { argument } from '../values/arguments.ts';
import { bool, int, list, none, tuple, unknown } from '../values/constructors.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import type { Builtin } from './builtin.ts';
import { sortItems } from './collection-methods.ts';
import { order } from './comparison.ts';
import { itemsOf, numbered } from './iterable-items.ts';
import { binary } from './operators.ts';

/** All items of the argument at a position, and whether there may be more. */
function source(
  interpreter: Interpreter,
  args: CallArguments,
  at: number,
): { items: readonly Value[]; incomplete: boolean; env: readonly string[] } {
  const value = args.positional[at] ?? none();
  // `sorted` and the likes do not mind the order in which a set gives its items.
  const found = value.kind === 'set' ? value : itemsOf(interpreter, value);
  return { items: found?.items ?? [], incomplete: found?.incomplete ?? true, env: value.env };
}

const filtered = (interpreter: Interpreter, args: CallArguments): Value => {
  const { items, incomplete, env } = source(interpreter, args, 1);
  const [test = none()] = args.positional;
  const kept: Value[] = [];
  let unclear = incomplete;
  for (const item of items) {
    const truth = truthOf(
      test.kind === 'none' ? item : interpreter.call(test, plainCall([item], args)),
    );
    if (truth === undefined) unclear = true;
    else if (truth) kept.push(item);
  }
  return list(kept, env, unclear);
};

function extreme(sign: 1 | -1): Builtin {
  return (interpreter, args) => {
    const given =
      args.positional.length > 1
        ? { items: args.positional, incomplete: args.incomplete, env: [] }
        : source(interpreter, args, 0);
    const by = argument(args, 9, 'key');
    if (given.items.length === 0) {
      const fallback = argument(args, 9, 'default');
      if (fallback !== undefined) return fallback;
      if (!given.incomplete)
        throw new PythonRaise('ValueError', 'the argument is empty', { at: args.at });
    }
    let best: { item: Value; key: Value } | undefined;
    for (const item of given.items) {
      const key =
        by === undefined || by.kind === 'none'
          ? item
          : interpreter.call(by, plainCall([item], args));
      const against = best === undefined ? sign : order(best.key, key);
      if (against === undefined) return unknown('it compares what is not fully known');
      if (best === undefined || against * sign > 0) best = { item, key };
    }
    return best === undefined || given.incomplete
      ? unknown('it compares what is not fully known')
      : best.item;
  };
}

function quantifier(wanted: boolean): Builtin {
  return (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    const truths = items.map(truthOf);
    const all = mergeVariables(env, ...items.map((item) => item.env));
    if (truths.includes(wanted)) return bool(wanted, all);
    return incomplete || truths.includes(undefined)
      ? unknown('it depends on what is not fully known', all)
      : bool(!wanted, all);
  };
}

/** Builtins that go through other values. */
export const ITERATION: Readonly<Record<string, Builtin>> = {
  any: quantifier(true),
  all: quantifier(false),
  min: extreme(1),
  max: extreme(-1),
  filter: filtered,
  map: (interpreter, args) => {
    const sources = args.positional
      .slice(1)
      .map((_, index) => source(interpreter, args, index + 1));
    const length = Math.min(...sources.map((one) => one.items.length));
    const [apply = none()] = args.positional;
    const items = Array.from({ length }, (_, index) =>
      interpreter.call(
        apply,
        plainCall(
          sources.map((one) => one.items[index]!),
          args,
        ),
      ),
    );
    return list(
      items,
      mergeVariables(...sources.map((one) => one.env)),
      sources.some((one) => one.incomplete),
    );
  },
  sorted: (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    const sorted = sortItems(interpreter, items, args);
    return list(sorted ?? [], env, incomplete || sorted === undefined);
  },
  reversed: (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    return list([...items].reverse(), env, incomplete);
  },
  enumerate: (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    const from = argument(args, 1, 'start');
    return list(numbered(items, from?.kind === 'int' ? from.value : 0), env, incomplete);
  },
  zip: (interpreter, args) => {
    const sources = args.positional.map((_, index) => source(interpreter, args, index));
    const length = sources.length === 0 ? 0 : Math.min(...sources.map((one) => one.items.length));
    return list(
      Array.from({ length }, (_, index) => tuple(sources.map((one) => one.items[index]!))),
      mergeVariables(...sources.map((one) => one.env)),
      sources.some((one) => one.incomplete),
    );
  },
  range: (_interpreter, args) => {
    const numbers = args.positional.map((one) => (one.kind === 'int' ? one.value : Number.NaN));
    if (numbers.some(Number.isNaN) || numbers.length === 0) return list([], [], true);
    const [first = 0, second, step = 1] = numbers;
    const [from, to] = second === undefined ? [0, first] : [first, second];
    const count = Math.max(0, Math.min(10_000, Math.ceil((to - from) / (step || 1))));
    return list(Array.from({ length: count }, (_, index) => int(from + index * step)));
  },
  sum: (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    const total = items.reduce<Value>(
      (sum, item) => binary('Add', sum, item),
      argument(args, 1, 'start') ?? int(0, env),
    );
    return incomplete && total.kind !== 'list'
      ? unknown('it is the sum of what is not fully known', env)
      : total.kind === 'list'
        ? { ...total, incomplete: total.incomplete || incomplete }
        : total;
  },
  iter: (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    return list([...items], env, incomplete);
  },
  next: (interpreter, args) => {
    const { items, incomplete } = source(interpreter, args, 0);
    const [first] = items;
    if (first !== undefined) return first;
    if (incomplete) return unknown('it is taken from what is not fully known');
    if (args.positional[1] !== undefined) return args.positional[1];
    throw new PythonRaise('StopIteration', 'nothing is left', { at: args.at });
  },
};
