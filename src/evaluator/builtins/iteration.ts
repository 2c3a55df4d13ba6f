import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { argument } from '../values/arguments.ts';
import { bool, int, list, none, tuple, unknown } from '../values/constructors.ts';
import type { CallArguments, Value, Variables } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables, variablesOf } from '../values/variables.ts';
import { spendItems } from '../values/work.ts';
import type { Builtin } from './builtin.ts';
import { order } from './comparison.ts';
import { type Items, itemsOf } from './iterable-items.ts';
import { binary } from './operators.ts';
import { sortItems, sortKey } from './sort.ts';

/** A longer range is not counted out: what it gives is unknown. */
const LONGEST_RANGE = 10_000;
const NOT_FULLY_KNOWN = 'it compares a value that is not fully known';

interface Source extends Items {
  readonly env: Variables;
}

/** All items of the argument at a position, and whether there may be more. */
function source(interpreter: Interpreter, args: CallArguments, at: number): Source {
  const value = args.positional[at] ?? none();
  // `sorted` and the like do not mind the order in which a set gives its items.
  const found = value.kind === 'set' ? value : itemsOf(interpreter, value);
  return { items: found?.items ?? [], incomplete: found?.incomplete ?? true, env: value.env };
}

const filter: Builtin = (interpreter, args) => {
  const { items, incomplete, env } = source(interpreter, args, 1);
  const [test = none()] = args.positional;
  const kept: Value[] = [];
  let mayBeMore = incomplete;
  for (const item of items) {
    interpreter.spend(1);
    const truth = truthOf(
      test.kind === 'none' ? item : interpreter.call(test, plainCall([item], args)),
    );
    if (truth === undefined) mayBeMore = true;
    else if (truth) kept.push(item);
  }
  return list(kept, env, mayBeMore);
};

function extreme(sign: 1 | -1): Builtin {
  return (interpreter, args) => {
    const given =
      args.positional.length > 1
        ? { items: args.positional, incomplete: args.incomplete }
        : source(interpreter, args, 0);
    if (given.items.length === 0) {
      const fallback = args.keywords.get('default');
      if (fallback !== undefined) return fallback;
      if (!given.incomplete)
        throw new PythonRaise('ValueError', 'the argument is empty', { at: args.at });
    }
    let best: { item: Value; key: Value } | undefined;
    for (const item of given.items) {
      const key = sortKey(interpreter, item, args);
      const against = best === undefined ? sign : order(interpreter, best.key, key);
      if (against === undefined) return unknown(NOT_FULLY_KNOWN);
      if (best === undefined || against * sign > 0) best = { item, key };
    }
    return best === undefined || given.incomplete ? unknown(NOT_FULLY_KNOWN) : best.item;
  };
}

function quantifier(wanted: boolean): Builtin {
  return (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    spendItems(interpreter, items.length);
    const truths = items.map(truthOf);
    const all = mergeVariables(env, variablesOf(interpreter, items));
    if (truths.includes(wanted)) return bool(wanted, all);
    return incomplete || truths.includes(undefined)
      ? unknown('it depends on a value that is not fully known', all)
      : bool(!wanted, all);
  };
}

/** What each round over several iterables gives at once, as long as the shortest has items. */
function rounds(
  interpreter: Interpreter,
  sources: readonly Source[],
  make: (items: Value[]) => Value,
): Value {
  const length = sources.length === 0 ? 0 : Math.min(...sources.map((one) => one.items.length));
  interpreter.spend(length * (1 + sources.length / 4));
  const made: Value[] = [];
  for (let round = 0; round < length; round += 1)
    made.push(make(sources.map((one) => one.items[round]!)));
  return list(
    made,
    mergeVariables(...sources.map((one) => one.env)),
    sources.some((one) => one.incomplete),
  );
}

const range: Builtin = (interpreter, args) => {
  const numbers = args.positional.map((one) => (one.kind === 'int' ? one.value : Number.NaN));
  if (numbers.some(Number.isNaN) || numbers.length === 0) return list([], [], true);
  const [first = 0, second, step = 1] = numbers;
  const [from, to] = second === undefined ? [0, first] : [first, second];
  if (step === 0)
    throw new PythonRaise('ValueError', 'range() arg 3 must not be zero', { at: args.at });
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (count > LONGEST_RANGE) return list([], [], true);
  interpreter.spend(count);
  return list(Array.from({ length: count }, (_, index) => int(from + index * step)));
};

const sum: Builtin = (interpreter, args) => {
  const { items, incomplete, env } = source(interpreter, args, 0);
  let total: Value = argument(args, 1, 'start') ?? int(0, env);
  for (const item of items) {
    interpreter.spend(1);
    total = binary(interpreter, 'Add', total, item);
  }
  if (!incomplete) return total;
  return total.kind === 'list'
    ? { ...total, incomplete: true }
    : unknown('it is the sum of values that are not fully known', env);
};

/** A copy of the items in another order, or in the same. */
function copied(arrange: (items: Value[]) => Value[]): Builtin {
  return (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    spendItems(interpreter, items.length);
    return list(arrange([...items]), env, incomplete);
  };
}

const next: Builtin = (interpreter, args) => {
  const { items, incomplete } = source(interpreter, args, 0);
  const [first] = items;
  if (first !== undefined) return first;
  if (incomplete) return unknown('it is taken from a value that is not fully known');
  if (args.positional[1] !== undefined) return args.positional[1];
  throw new PythonRaise('StopIteration', 'nothing is left', { at: args.at });
};

/** Builtins that go through other values. */
export const ITERATION: ReadonlyMap<string, Builtin> = tableOf<Builtin>({
  any: quantifier(true),
  all: quantifier(false),
  min: extreme(1),
  max: extreme(-1),
  filter: filter,
  map: (interpreter, args) => {
    const [apply = none(), ...iterables] = args.positional;
    return rounds(
      interpreter,
      iterables.map((_, index) => source(interpreter, args, index + 1)),
      (items) => interpreter.call(apply, plainCall(items, args)),
    );
  },
  zip: (interpreter, args) =>
    rounds(
      interpreter,
      args.positional.map((_, index) => source(interpreter, args, index)),
      (items) => tuple(items),
    ),
  sorted: (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    const sorted = sortItems(interpreter, items, args);
    return list(sorted ?? [], env, incomplete || sorted === undefined);
  },
  reversed: copied((items) => items.reverse()),
  iter: copied((items) => items),
  enumerate: (interpreter, args) => {
    const { items, incomplete, env } = source(interpreter, args, 0);
    const start = argument(args, 1, 'start');
    const from = start?.kind === 'int' ? start.value : 0;
    interpreter.spend(2 * items.length);
    const pairs = items.map((item, index) => tuple([int(index + from), item]));
    return list(pairs, env, incomplete);
  },
  range: range,
  sum: sum,
  next: next,
});
