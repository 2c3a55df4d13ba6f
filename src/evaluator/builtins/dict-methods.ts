import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { list, none, str, tuple, unknown } from '../values/constructors.ts';
import { keyOf } from '../values/keys.ts';
import type { CallArguments, Dict, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { mergeVariables } from '../values/variables.ts';
import { spendItems } from '../values/work.ts';
import { itemsOf } from './iterable-items.ts';

type Method = (interpreter: Interpreter, target: Dict, args: CallArguments) => Value;

/**
 * What a dict has under a key; undefined when it surely has nothing, unknown when that cannot be
 * told.
 */
export function entryOf(target: Dict, key: Value): Value | undefined {
  const hash = keyOf(key);
  if (hash === undefined) return unknown('its key is not known', key.env);
  return (
    target.entries.get(hash)?.value ??
    (target.incomplete ? unknown('it is in a dict that is not fully known', target.env) : undefined)
  );
}

/** Sets one key; a key that is not known makes the dict incomplete. */
export function setEntry(interpreter: Interpreter, target: Dict, key: Value, value: Value): void {
  const hash = keyOf(key);
  const { transaction, control } = interpreter;
  if (hash === undefined) transaction.setEntries(target, target.entries, true);
  else transaction.setEntry(target, hash, { key: target.entries.get(hash)?.key ?? key, value });
  if (control.length > 0) target.env = mergeVariables(target.env, control);
}

/** Copies what `update` and `dict()` take into a dict. */
export function updateFrom(
  interpreter: Interpreter,
  target: Dict,
  source: Value | undefined,
  keywords: ReadonlyMap<string, Value>,
): void {
  const { transaction } = interpreter;
  const entries = transaction.changeEntries(target);
  let { incomplete } = target;
  if (source?.kind === 'dict') {
    interpreter.spend(source.entries.size / 2);
    for (const [key, entry] of [...source.entries]) entries.set(key, entry);
    incomplete ||= source.incomplete;
  } else if (source?.kind === 'namespace') {
    interpreter.spend(source.scope.variables.size);
    incomplete ||= source.scope.incomplete !== undefined;
    for (const [name, binding] of source.scope.variables)
      entries.set(`s${name}`, { key: str(name), value: binding.value });
  } else if (source !== undefined) {
    const pairs = itemsOf(interpreter, source);
    incomplete ||= pairs?.incomplete ?? true;
    for (const pair of pairs?.items ?? []) {
      interpreter.spend(1);
      const [key, value] = pair.kind === 'tuple' || pair.kind === 'list' ? pair.items : [];
      const hash = key === undefined ? undefined : keyOf(key);
      if (key === undefined || value === undefined || hash === undefined) incomplete = true;
      else entries.set(hash, { key, value });
    }
  }
  for (const [name, value] of keywords) entries.set(`s${name}`, { key: str(name), value });
  if (incomplete !== target.incomplete) transaction.setEntries(target, entries, incomplete);
}

/** A list of what is taken from each entry of a dict. */
function listOf(interpreter: Interpreter, target: Dict, items: Value[], each: number): Value {
  interpreter.spend(each * items.length);
  return list(items, target.env, target.incomplete);
}

const METHODS: ReadonlyMap<string, Method> = tableOf<Method>({
  get: (_interpreter, target, args) =>
    entryOf(target, args.positional[0] ?? none()) ?? args.positional[1] ?? none(),
  setdefault: (interpreter, target, args) => {
    const [key = none(), value = none()] = args.positional;
    const present = entryOf(target, key);
    if (present !== undefined) return present;
    setEntry(interpreter, target, key, value);
    return value;
  },
  pop: (interpreter, target, args) => {
    const [key = none(), fallback] = args.positional;
    const present = entryOf(target, key);
    const hash = keyOf(key);
    if (present === undefined && fallback === undefined)
      throw new PythonRaise('KeyError', 'no such key', { at: args.at });
    if (hash !== undefined) interpreter.transaction.setEntry(target, hash, undefined);
    return present ?? fallback ?? none();
  },
  update: (interpreter, target, args) => {
    updateFrom(interpreter, target, args.positional[0], args.keywords);
    if (args.incomplete) interpreter.transaction.setEntries(target, target.entries, true);
    return none();
  },
  copy: (interpreter, target) => {
    spendItems(interpreter, 4 * target.entries.size);
    return { ...target, entries: new Map(target.entries) };
  },
  clear: (interpreter, target) => {
    interpreter.transaction.setEntries(target, new Map(), false);
    return none();
  },
  keys: (interpreter, target) =>
    listOf(
      interpreter,
      target,
      [...target.entries.values()].map((entry) => entry.key),
      0.2,
    ),
  values: (interpreter, target) =>
    listOf(
      interpreter,
      target,
      [...target.entries.values()].map((entry) => entry.value),
      0.2,
    ),
  items: (interpreter, target) =>
    listOf(
      interpreter,
      target,
      [...target.entries.values()].map((entry) => tuple([entry.key, entry.value])),
      2,
    ),
});

/** The method of a dict; undefined when Python has none of that name. */
export function dictMethod(
  interpreter: Interpreter,
  target: Dict,
  name: string,
): ((args: CallArguments) => Value) | undefined {
  const method = METHODS.get(name);
  return method === undefined ? undefined : (args) => method(interpreter, target, args);
}
