import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { argument } from '../values/arguments.ts';
import { collection, int, none, unknown } from '../values/constructors.ts';
import { distinct, keyOf } from '../values/keys.ts';
import type { CallArguments, Collection, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { mergeVariables } from '../values/variables.ts';
import { spendItems, spendMoves } from '../values/work.ts';
import { equal } from './comparison.ts';
import { itemsOf, itemsOfAll } from './iterable-items.ts';
import { sortItems } from './sort.ts';

type Method = (interpreter: Interpreter, target: Collection, args: CallArguments) => Value;
type Table = ReadonlyMap<string, Method>;

const FROM_INCOMPLETE = 'it is taken from a list that is not fully known';

/** Where an item stands; undefined when that is not known. Raises ValueError when it is not there. */
function position(
  interpreter: Interpreter,
  target: Collection,
  args: CallArguments,
): number | undefined {
  const wanted = argument(args, 0, 'value') ?? none();
  for (const [index, one] of target.items.entries()) {
    const same = equal(interpreter, one, wanted);
    if (same === true) return index;
    if (same === undefined) return undefined;
  }
  if (target.incomplete) return undefined;
  throw new PythonRaise('ValueError', `${target.kind} has no such item`, { at: args.at });
}

/** What changes a container under a condition makes it depend on the variables of the condition. */
function changed(interpreter: Interpreter, target: Collection): Value {
  if (interpreter.control.length > 0) target.env = mergeVariables(target.env, interpreter.control);
  return none();
}

function replace(
  interpreter: Interpreter,
  target: Collection,
  items: Value[],
  incomplete = target.incomplete,
): Value {
  spendItems(interpreter, items.length);
  interpreter.transaction.setItems(target, items, incomplete);
  return changed(interpreter, target);
}

/** Takes the item at an index out. */
function takeOut(interpreter: Interpreter, target: Collection, index: number): void {
  const items = interpreter.transaction.changeItems(target);
  spendMoves(interpreter, items.length - index);
  items.splice(index, 1);
  changed(interpreter, target);
}

const SHARED: Table = tableOf<Method>({
  index: (interpreter, target, args) => {
    const found = position(interpreter, target, args);
    return found === undefined
      ? unknown('it is the index of an element that is not known')
      : int(found, target.env);
  },
  count: (interpreter, target, args) => {
    const [wanted = none()] = args.positional;
    return int(
      target.items.filter((item) => equal(interpreter, item, wanted) === true).length,
      target.env,
    );
  },
});

const copy: Method = (interpreter, target) => {
  spendItems(interpreter, target.items.length);
  return collection(target.kind, [...target.items], target.env, target.incomplete);
};

const LIST: Table = tableOf<Method>({
  copy: copy,
  append: (interpreter, target, args) => {
    interpreter.transaction.changeItems(target).push(args.positional[0] ?? none());
    return changed(interpreter, target);
  },
  extend: (interpreter, target, args) => {
    extendItems(interpreter, target, args.positional[0] ?? none());
    return changed(interpreter, target);
  },
  insert: (interpreter, target, args) => {
    const [where, item = none()] = args.positional;
    if (where?.kind !== 'int') return replace(interpreter, target, [...target.items], true);
    const items = interpreter.transaction.changeItems(target);
    spendMoves(interpreter, items.length);
    items.splice(where.value, 0, item);
    return changed(interpreter, target);
  },
  remove: (interpreter, target, args) => {
    const found = position(interpreter, target, args);
    if (found === undefined) return replace(interpreter, target, target.items, true);
    takeOut(interpreter, target, found);
    return none();
  },
  pop: pop,
  clear: (interpreter, target) => replace(interpreter, target, [], false),
  reverse: (interpreter, target) => replace(interpreter, target, [...target.items].reverse()),
  sort: (interpreter, target, args) => {
    const sorted = sortItems(interpreter, target.items, args);
    const incomplete = sorted === undefined || target.incomplete;
    return replace(interpreter, target, sorted ?? [], incomplete);
  },
});

function pop(interpreter: Interpreter, target: Collection, args: CallArguments): Value {
  const [where] = args.positional;
  const given = where === undefined ? -1 : where.kind === 'int' ? where.value : undefined;
  if (given === undefined || target.incomplete) {
    replace(interpreter, target, [], true);
    return unknown(FROM_INCOMPLETE);
  }
  const index = given < 0 ? target.items.length + given : given;
  const item = target.items[index];
  if (item === undefined)
    throw new PythonRaise('IndexError', 'pop index out of range', { at: args.at });
  takeOut(interpreter, target, index);
  return item;
}

/** Appends all items of an iterable, as `extend` and `+=` do. */
export function extendItems(interpreter: Interpreter, target: Collection, more: Value): void {
  const source = itemsOf(interpreter, more);
  const items = interpreter.transaction.changeItems(target);
  const added = source?.items ?? [];
  spendItems(interpreter, added.length);
  // A list may be extended by itself.
  for (let index = 0, end = added.length; index < end; index += 1) items.push(added[index]!);
  if ((source?.incomplete ?? true) && !target.incomplete)
    interpreter.transaction.setItems(target, items, true);
}

const discard: Method = (interpreter, target, args) => {
  const [out = none()] = args.positional;
  return replace(
    interpreter,
    target,
    target.items.filter((item) => equal(interpreter, item, out) !== true),
  );
};

const SET: Table = tableOf<Method>({
  copy: copy,
  add: (interpreter, target, args) =>
    replace(
      interpreter,
      target,
      distinct(interpreter, [...target.items, args.positional[0] ?? none()]),
    ),
  discard: discard,
  remove: discard,
  update: (interpreter, target, args) => {
    const more = itemsOfAll(interpreter, args.positional);
    return replace(
      interpreter,
      target,
      distinct(interpreter, [...target.items, ...more.items]),
      target.incomplete || more.incomplete,
    );
  },
  union: (interpreter, target, args) => {
    const more = itemsOfAll(interpreter, args.positional);
    return collection(
      'set',
      distinct(interpreter, [...target.items, ...more.items]),
      mergeVariables(target.env, ...args.positional.map((one) => one.env)),
      target.incomplete || more.incomplete,
    );
  },
  difference: (interpreter, target, args) => {
    const out = itemsOfAll(interpreter, args.positional);
    const keys = new Set(out.items.map((item) => keyOf(item)));
    spendItems(interpreter, 2 * (out.items.length + target.items.length));
    return collection(
      'set',
      target.items.filter((item) => !keys.has(keyOf(item))),
      target.env,
      target.incomplete || out.incomplete,
    );
  },
});

/** The method of a list, tuple or set; undefined when Python has none of that name. */
export function collectionMethod(
  interpreter: Interpreter,
  target: Collection,
  name: string,
): ((args: CallArguments) => Value) | undefined {
  const own = target.kind === 'list' ? LIST : target.kind === 'set' ? SET : undefined;
  const method = own?.get(name) ?? (target.kind === 'set' ? undefined : SHARED.get(name));
  return method === undefined ? undefined : (args) => method(interpreter, target, args);
}
